//! sbf-objlink STACK_BYTES IN.o OUT.so: relinks an upstream BPF object into an sBPF v0 program.

use sbpf_linker::{link_program, OptimizationConfig, ProgramOptions, SbpfArch, SbpfLinkerError};
use std::{env, fs, process};

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let [stack, object, program] = args.as_slice() else {
        eprintln!("usage: sbf-objlink STACK_BYTES IN.o OUT.so");
        process::exit(2);
    };
    let stack = stack.parse().expect("the stack's size in bytes");
    let bytes = fs::read(object).expect("read the object");
    match link_program(&bytes, ProgramOptions::new(OptimizationConfig::enabled(), SbpfArch::V0, stack)) {
        Ok(linked) => fs::write(program, linked).expect("write the program"),
        Err(errors) => {
            eprintln!("{}", SbpfLinkerError::format_errors(&errors));
            process::exit(1);
        }
    }
}
