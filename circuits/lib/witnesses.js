// Computes many witnesses of one circuit: node witnesses.js NODE_MODULES CIRCUIT.wasm [all], one JSON object of inputs a line on stdin. On stdout,
// a line each: the public signal, or with `all` every wire, or "refused" where the inputs satisfy no witness. One instance of the wasm serves all.

"use strict";
const fs = require("fs");
const readline = require("readline");
const [modules, wasm, wires] = process.argv.slice(2);
const { WitnessCalculatorBuilder } = require(require.resolve("circom_runtime", { paths: [modules] }));

async function main() {
    const calculator = await WitnessCalculatorBuilder(fs.readFileSync(wasm));
    for await (const line of readline.createInterface({ input: process.stdin })) {
        let said = "refused";
        try {
            const witness = await calculator.calculateWitness(JSON.parse(line), false);
            said = wires === "all" ? witness.join(" ") : witness[1].toString();
        } catch (refusal) {
            if (!String(refusal).includes("Assert")) throw refusal;
        }
        process.stdout.write(said + "\n");
    }
}

main().catch((error) => {
    process.stderr.write(String(error) + "\n");
    process.exit(1);
});
