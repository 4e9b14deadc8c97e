/** An import or re-export in a source file. */
export interface ImportOf {
  readonly specifier: string;
  readonly line: number;
  /** Names taken from the module; empty for a side effect, a namespace or a dynamic import. */
  readonly names: readonly string[];
}

export interface SourceFile {
  /** Path below the root, with slashes. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly ImportOf[];
  /** Text of the comment before any code; empty without one. */
  readonly firstComment: string;
  /** Lines in which the code reads the process's environment. */
  readonly environmentReads: readonly number[];
  /** Lines whose comments say that something is left to do. */
  readonly markers: readonly number[];
  /** Whether the file serves development only: tests, what tests use, and everything beside `src`. */
  readonly development: boolean;
}

export type RunsIn = 'anywhere' | 'node' | 'browser';

export interface Package {
  readonly name: string;
  /** Path below the root, with slashes. */
  readonly folder: string;
  readonly layer: string;
  /** Where it runs; null where the manifest says nothing valid. */
  readonly runs: RunsIn | null;
  /** What the manifest says, which must be the folder's layer. */
  readonly declaredLayer: string | null;
  /** Doors: `.`, `./testing` … */
  readonly exports: readonly string[];
  readonly dependencies: ReadonlySet<string>;
  readonly optionalDependencies: ReadonlySet<string>;
  readonly developmentDependencies: ReadonlySet<string>;
  /** What its installed dependencies want beside them. */
  readonly peers: ReadonlySet<string>;
  readonly hasReadme: boolean;
  readonly files: readonly SourceFile[];
}

/** The sources and manifests of a checkout. */
export interface Tree {
  readonly packages: ReadonlyMap<string, Package>;
  /** What the root manifest brings for every test. */
  readonly rootDependencies: ReadonlySet<string>;
}

/** A place that breaks a rule, and what to do instead. */
export interface Violation {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export type Rule = (tree: Tree) => Violation[];

/** The package that a specifier names: `@plinth/a/testing` → `@plinth/a`, `pg/lib/x` → `pg`; null for a path. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('/')) return null;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Every import of every file, with the file and its package. */
export function* everyImport(tree: Tree): Generator<{ owner: Package; file: SourceFile; entry: ImportOf }> {
  for (const owner of tree.packages.values()) {
    for (const file of owner.files) for (const entry of file.imports) yield { owner, file, entry };
  }
}
