//! sbf-idl PROGRAM_DIR OUT.json OUT-legacy.json
//!
//! Writes a program's Anchor IDL (spec 0.1.0) and the same in the form before 0.30, the one that anchorpy reads.

use std::{env, fs};

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [program, out, legacy] = args.as_slice() else {
        anyhow::bail!("usage: sbf-idl PROGRAM_DIR OUT.json OUT-legacy.json");
    };
    let mut idl = anchor_lang_idl::build::IdlBuilder::new()
        .program_path(program.into())
        .skip_lint(true)
        .build()?;
    fs::write(out, serde_json::to_string_pretty(&idl)? + "\n")?;
    // The old form knows no zero-copy types. Without padding their bytes are Borsh's, so they may pass as plain ones.
    for ty in &mut idl.types {
        ty.serialization = Default::default();
        ty.repr = None;
    }
    fs::write(legacy, anchor_lang_idl::convert::convert_idl_to_legacy(&idl)?)?;
    Ok(())
}
