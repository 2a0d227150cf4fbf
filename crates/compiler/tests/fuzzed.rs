//! What fuzzing found (`fuzz/run parse`), one file a finding, named for what went wrong with it.

mod every_stage;

use std::fs;
use std::path::Path;

#[test]
fn findings_stay_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzzed");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        eprintln!("{}", path.display());
        every_stage::check(&fs::read(&path).unwrap());
    }
}

/// A shorter walk over the same ground, for those without a fuzzer: every source of ours, cut off anywhere.
#[test]
fn sources_that_end_early_pass_every_stage() {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../syntax/tests/recorded/programs");
    for entry in fs::read_dir(recorded).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for end in (0..bytes.len()).step_by(7) {
            every_stage::check(&bytes[..end]);
        }
    }
}
