#!/usr/bin/env node
// Makes the npm package `solc` (WebAssembly) answer like the native executable, as far as py-solc-x, ape-solidity and
// forge call it:
//   solc --version | solc --help | solc --standard-json [--base-path P] [--include-path P] [--allow-paths P] [-]
// ensure.py fills in the two names in @@.
'use strict';
const fs = require('fs');
const path = require('path');

const PACKAGE = '@@PACKAGE@@';
const VERSION = '@@VERSION@@'; // asked for often, and starting the WebAssembly for it takes a second

function fail(message) {
  process.stderr.write(`solc shim: ${message}\n`);
  process.exit(1);
}

// A pipe takes part of a large output and then EAGAIN.
function write(text) {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(1, bytes, at, bytes.length - at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

function compile(options) {
  // The package installs handlers that turn any later exception into silence.
  const before = process.listeners('uncaughtException');
  const solc = require(PACKAGE);
  for (const listener of process.listeners('uncaughtException'))
    if (!before.includes(listener)) process.removeListener('uncaughtException', listener);
  const roots = [options.base || process.cwd(), ...options.include];
  const read = (name) => {
    for (const file of path.isAbsolute(name) ? [name] : roots.map((root) => path.join(root, name)))
      if (fs.existsSync(file)) return { contents: fs.readFileSync(file, 'utf8') };
    return { error: `File not found: ${name}` };
  };
  return solc.compile(fs.readFileSync(options.file || 0, 'utf8'), { import: read });
}

const args = process.argv.slice(2);
const options = { base: null, include: [], file: null };
let mode = null;
while (args.length) {
  const arg = args.shift();
  const [name, inline] = arg.startsWith('--') && arg.includes('=') ? arg.split(/=(.*)/s) : [arg];
  const value = () => (inline !== undefined ? inline : args.shift());
  if (['--version', '--help', '--standard-json'].includes(name)) mode = name;
  else if (name === '--base-path') options.base = value();
  else if (name === '--include-path') options.include.push(value());
  else if (name === '--allow-paths') value();
  else if (name === '--pretty-json' || name === '-') continue;
  else if (mode === '--standard-json' && !name.startsWith('-')) options.file = name;
  else fail(`unknown option ${name}`);
}

if (!fs.existsSync(PACKAGE)) fail(`${PACKAGE} is gone`);
if (mode === '--version') write(`solc, the solidity compiler commandline interface\nVersion: ${VERSION}\n`);
else if (mode === '--help') write('solc\n  --standard-json  Switch to Standard JSON input / output mode\n  --version\n');
else if (mode === '--standard-json') write(compile(options));
else fail('nothing to do');
