//! Disks that are full, files that cannot grow, files that cannot be written.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::Place;

/// A file system of a few megabytes in memory.
pub(crate) struct SmallDisk {
    dir: TempDir,
}

impl SmallDisk {
    /// Mounts one; an error says why this machine cannot.
    pub(crate) fn mount(megabytes: u32) -> Result<Self, String> {
        let dir = tempfile::tempdir().expect("a folder");
        let size = format!("size={megabytes}m");
        run(
            "mount",
            &["-t", "tmpfs", "-o", &size, "candor-test"],
            dir.path(),
        )?;
        Ok(Self { dir })
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Takes all room but this.
    pub(crate) fn fill(&self, leave_bytes: usize) {
        let mut file = File::create(self.dir.path().join("filler")).expect("a file");
        let block = [1; 4096];
        while file.write(&block).is_ok_and(|written| written > 0) {}
        let taken = file.metadata().expect("its size").len();
        let keep = taken.saturating_sub(leave_bytes as u64);
        file.set_len(keep).expect("cut");
    }

    /// Gives the room back.
    pub(crate) fn free(&self) {
        std::fs::remove_file(self.dir.path().join("filler")).expect("removed");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The child that had files open has been killed by now; lazily, in case it has not.
        let _ = run("umount", &["-l"], self.dir.path());
    }
}

/// Limits of a process on the size of the files that it writes.
pub(crate) struct FileSizeLimit {
    pid: u32,
}

impl FileSizeLimit {
    /// A command that runs the program so that a write beyond the limit is an error and no signal.
    pub(crate) fn command(place: &Place) -> Command {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "trap '' XFSZ; exec \"$0\" serve"]);
        command.arg(env!("CARGO_BIN_EXE_candor"));
        place.settings(&mut command);
        command
    }

    /// Limits a running process.
    pub(crate) fn set(pid: u32, bytes: u64) -> Result<Self, String> {
        prlimit(pid, &bytes.to_string())?;
        Ok(Self { pid })
    }

    /// Takes the limit away.
    pub(crate) fn lift(&self) {
        prlimit(self.pid, "unlimited").expect("lifted");
    }
}

fn prlimit(pid: u32, soft: &str) -> Result<(), String> {
    let done = Command::new("prlimit")
        .arg(format!("--pid={pid}"))
        .arg(format!("--fsize={soft}:unlimited"))
        .output();
    told("prlimit", done)
}

/// Files that nobody can write, not even root and not through files opened before.
pub(crate) struct Immutable(Vec<PathBuf>);

impl Immutable {
    /// Says why this machine cannot make files so.
    pub(crate) fn probe(folder: &Path) -> Result<(), String> {
        let path = folder.join("probe");
        let file = OpenOptions::new()
            .create_new(true)
            .write(true)
            .open(&path)
            .expect("a file");
        let made = Self::make(vec![path])?;
        let refused = file.write_at(b"x", 0).is_err();
        drop(made);
        if refused {
            Ok(())
        } else {
            Err("open files can be written although chattr +i was set".to_owned())
        }
    }

    /// Makes files so until this is dropped.
    pub(crate) fn make(paths: Vec<PathBuf>) -> Result<Self, String> {
        let these = Self(Vec::new());
        paths.into_iter().try_fold(these, |mut these, path| {
            run("chattr", &["+i"], &path)?;
            these.0.push(path);
            Ok(these)
        })
    }
}

impl Drop for Immutable {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = run("chattr", &["-i"], path);
        }
    }
}

fn run(program: &str, args: &[&str], path: &Path) -> Result<(), String> {
    told(program, Command::new(program).args(args).arg(path).output())
}

fn told(program: &str, done: std::io::Result<std::process::Output>) -> Result<(), String> {
    match done {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!(
            "{program}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Err(format!("{program}: {error}")),
    }
}
