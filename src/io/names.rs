//! The names of files as other files hold them.

use std::path::{Component, Path};

/// The path from `folder` to `path`, links resolved, with `/` between names; `-` and what does not exist keep their name.
#[must_use]
pub fn path_from(folder: &Path, path: &str) -> String {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (Ok(folder), Ok(full)) = (folder.canonicalize(), Path::new(path).canonicalize()) else { return path.replace('\\', "/") };
    if path == "-" {
        return path.to_owned();
    }
    let shared = folder.components().zip(full.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        // Nothing leads from one disk to another.
        return full.to_string_lossy().into_owned();
    }
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = full.components().skip(shared).filter(|part| matches!(part, Component::Normal(_)));
    up.chain(down.map(|part| part.as_os_str().to_string_lossy().into_owned())).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_down_and_up_from_the_folder() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("a/b");
        std::fs::create_dir_all(&folder).expect("a folder");
        for name in ["a/b/zh.txt", "a/en.txt"] {
            std::fs::write(root.path().join(name), "x").expect("a file");
        }
        let named = |name: &str| path_from(&folder, &root.path().join(name).to_string_lossy());
        assert_eq!(named("a/b/zh.txt"), "zh.txt");
        assert_eq!(named("a/en.txt"), "../en.txt");
        assert_eq!([path_from(&folder, "-"), path_from(&folder, "no/such.txt")], ["-", "no/such.txt"]);
    }
}
