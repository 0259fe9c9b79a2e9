//! The sources as the tests see them: each file with its module and the paths that its code names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, Macro, UseTree, Visibility};

/// Files that are compiled for tests alone.
const FOR_TESTS: &[&str] = &["tests.rs", "samples.rs", "growth.rs", "duo.rs"];

/// A file of the crate.
pub(super) struct Source {
    /// Where it lies.
    pub(super) file: PathBuf,
    /// Its module, from the crate's root: `["app", "incidents", "open"]`.
    pub(super) module: Vec<String>,
    /// Its text without unit tests, comments and white space, as tokens.
    pub(super) code: String,
    /// The paths that its code names, absolute where they begin at `crate`, `super` or `self`.
    pub(super) paths: BTreeSet<Vec<String>>,
    /// What it shows of other files: a name, and the path behind it.
    pub(super) shown: Vec<(String, Vec<String>)>,
}

impl Source {
    /// Returns the room: the first part of the module, or the name of the crate's root file.
    pub(super) fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }

    /// Says whether the file is the front of its folder.
    pub(super) fn is_front(&self) -> bool {
        self.file.ends_with("mod.rs") || self.module.is_empty()
    }

    /// Says whether its code names a crate, or an item of one.
    pub(super) fn names_crate(&self, name: &str) -> bool {
        self.paths.iter().any(|path| path[0] == name)
    }

    /// Returns the rooms of ours that its code names.
    pub(super) fn rooms(&self) -> BTreeSet<&str> {
        let named = self.paths.iter().filter(|path| path[0] == "crate");
        named
            .filter_map(|path| path.get(1).map(String::as_str))
            .collect()
    }
}

/// Reads every file of `src` that is compiled into the program.
pub(super) fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    walk(Path::new("src"), "rs", &mut files);
    files.retain(|file| !FOR_TESTS.iter().any(|name| file.ends_with(name)));
    assert!(files.len() > 50, "the sources are there");
    files.into_iter().map(read).collect()
}

/// Adds the files of a folder whose names end so.
pub(super) fn walk(folder: &Path, extension: &str, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, extension, files);
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
}

fn read(file: PathBuf) -> Source {
    let text = fs::read_to_string(&file).expect("a source file");
    let mut parsed = syn::parse_file(&text).expect("Rust");
    let module = module_of(&file);
    parsed.items.retain(|item| !is_test(item));
    let mut reader = Reader {
        module: module.clone(),
        children: children(&parsed.items),
        paths: BTreeSet::new(),
        shown: Vec::new(),
    };
    reader.visit_file(&parsed);
    let tokens = parsed
        .items
        .iter()
        .map(quote_tokens)
        .collect::<Vec<_>>()
        .join(" ");
    Source {
        module,
        code: tokens,
        paths: reader.paths,
        shown: reader.shown,
        file,
    }
}

fn quote_tokens(item: &Item) -> String {
    quote::ToTokens::to_token_stream(item).to_string()
}

fn module_of(file: &Path) -> Vec<String> {
    let below = file.strip_prefix("src").expect("below src");
    let mut parts: Vec<String> = below
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if matches!(parts.last().map(String::as_str), Some("mod")) {
        parts.pop();
    }
    if parts == ["lib"] {
        parts.clear();
    }
    parts
}

fn children(items: &[Item]) -> BTreeSet<String> {
    let named = items.iter().filter_map(|item| match item {
        Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    });
    named.collect()
}

fn is_test(item: &Item) -> bool {
    let attributes: &[Attribute] = match item {
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .meta
                .require_list()
                .is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

/// Collects paths. One that begins at `super` or `self` becomes one that begins at `crate`.
struct Reader {
    module: Vec<String>,
    children: BTreeSet<String>,
    paths: BTreeSet<Vec<String>>,
    shown: Vec<(String, Vec<String>)>,
}

impl Reader {
    fn absolute(&self, path: &[String]) -> Vec<String> {
        let mut at = self.module.clone();
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("self") => rest = &path[1..],
            Some("super") => {
                while rest.first().is_some_and(|part| part == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
            }
            Some(child) if self.children.contains(child) => {}
            _ => return path.to_vec(),
        }
        let root = std::iter::once("crate".to_owned());
        root.chain(at).chain(rest.iter().cloned()).collect()
    }

    fn note(&mut self, path: &[String]) {
        if !path.is_empty() {
            let path = self.absolute(path);
            self.paths.insert(path);
        }
    }

    /// Finds paths among tokens that nobody parsed: the arguments of macros.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(word) => {
                    if colons != 2 {
                        self.flush(&mut path);
                    }
                    path.push(word.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.flush(&mut path);
                    colons = 0;
                    self.scan(group.stream());
                }
                _ => {
                    self.flush(&mut path);
                    colons = 0;
                }
            }
        }
        self.flush(&mut path);
    }

    fn flush(&mut self, path: &mut Vec<String>) {
        if path.len() > 1 {
            self.note(path);
        }
        path.clear();
    }

    fn leaves(&mut self, tree: &UseTree, before: &[String], is_shown: bool) {
        let with = |name: String| {
            let mut path = before.to_vec();
            path.push(name);
            path
        };
        match tree {
            UseTree::Path(part) => {
                let path = with(part.ident.to_string());
                self.leaves(&part.tree, &path, is_shown);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.leaves(tree, before, is_shown);
                }
            }
            UseTree::Name(leaf) if leaf.ident == "self" => self.note(before),
            UseTree::Name(leaf) => self.leaf(&with(leaf.ident.to_string()), &leaf.ident, is_shown),
            UseTree::Rename(leaf) => {
                self.leaf(&with(leaf.ident.to_string()), &leaf.rename, is_shown);
            }
            UseTree::Glob(_) => self.note(before),
        }
    }

    fn leaf(&mut self, path: &[String], name: &syn::Ident, is_shown: bool) {
        if is_shown {
            let path = self.absolute(path);
            self.shown.push((name.to_string(), path));
        }
        self.note(path);
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_shown = !matches!(item.vis, Visibility::Inherited);
        self.leaves(&item.tree, &[], is_shown);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            let parts: Vec<String> = path
                .segments
                .iter()
                .map(|part| part.ident.to_string())
                .collect();
            self.note(&parts);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.scan(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_visibility(&mut self, _: &'ast Visibility) {
        // `pub(in crate::app)` is no use of anything.
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        // A module inside a file sees the file as `super`; paths of it are the file's own.
        if module.content.is_none() {
            visit::visit_item_mod(self, module);
        }
    }
}
