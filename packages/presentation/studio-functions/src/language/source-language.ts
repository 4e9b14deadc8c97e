import type ts from 'typescript';

/** A mistake, by its place in the source. */
export interface SourceMistake {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/** Something that can be written at a place. */
export interface SourceCompletion {
  readonly label: string;
  /** As TypeScript calls it: `method`, `property`, `keyword`. */
  readonly kind: string;
  readonly sort: string;
}

export interface SourceHover {
  readonly from: number;
  readonly to: number;
  /** Its type as TypeScript writes it. */
  readonly text: string;
  readonly documentation: string;
}

const sourceFile = '/function.ts';
const worldFile = '/world.d.ts';
const beginning = 'export default ';
/** In its place the function is given its type, so that parameters have theirs without anybody writing them. */
const typed = 'const _: PlinthFunction = ';
const mostMistakes = 100;
const mostCompletions = 300;

/**
 * What TypeScript knows of one function. `libraries` are the files that describe the language itself, by name. Places are those of the
 * source as it is written: that it is given its type inside shifts them, and nobody outside sees it.
 */
export class SourceLanguage {
  readonly #ts: typeof ts;
  readonly #service: ts.LanguageService;
  readonly #files = new Map<string, { text: string; version: number }>();
  /** Where the source was changed; -1 where it has no default export of its own line. */
  #changedAt = -1;

  constructor(typescript: typeof ts, libraries: Readonly<Record<string, string>>) {
    this.#ts = typescript;
    const textOf = (name: string) => this.#files.get(name)?.text ?? libraries[name.replace(/^\/?(?:lib\/)?/, '')];
    const options: ts.CompilerOptions = {
      ...{ strict: true, noImplicitAny: false, noEmit: true, noLib: false, skipLibCheck: true, allowJs: false },
      target: typescript.ScriptTarget.ES2024,
      module: typescript.ModuleKind.ESNext,
      moduleDetection: typescript.ModuleDetectionKind.Force,
      lib: ['lib.es2024.d.ts'],
      types: [],
    };
    this.#service = typescript.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [sourceFile, worldFile],
      getScriptVersion: (name) => String(this.#files.get(name)?.version ?? 0),
      getScriptSnapshot(name) {
        const text = textOf(name);
        return text === undefined ? undefined : typescript.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => '/lib.es2024.d.ts',
      fileExists: (name) => textOf(name) !== undefined,
      readFile: textOf,
    });
  }

  /** `world` is a declaration file. */
  set(source: string, world: string): void {
    this.#changedAt = source.startsWith(beginning) ? 0 : source.indexOf(`\n${beginning}`) + 1;
    if (this.#changedAt === 0 && !source.startsWith(beginning)) this.#changedAt = -1;
    const at = this.#changedAt;
    this.#put(sourceFile, at < 0 ? source : `${source.slice(0, at)}${typed}${source.slice(at + beginning.length)}`);
    this.#put(worldFile, world);
  }

  mistakes(): readonly SourceMistake[] {
    return this.#safely([], () => this.#mistakes());
  }

  #mistakes(): readonly SourceMistake[] {
    const found = [...this.#service.getSyntacticDiagnostics(sourceFile), ...this.#service.getSemanticDiagnostics(sourceFile)];
    return found.slice(0, mostMistakes).map(({ start = 0, length = 0, messageText, category }) => {
      const from = this.#outside(start);
      return {
        from,
        to: Math.max(from, this.#outside(start + length)),
        message: this.#ts.flattenDiagnosticMessageText(messageText, '\n'),
        severity: category === this.#ts.DiagnosticCategory.Error ? 'error' : 'warning',
      };
    });
  }

  completions(at: number): readonly SourceCompletion[] {
    return this.#safely([], () => this.#completions(at));
  }

  #completions(at: number): readonly SourceCompletion[] {
    const found = this.#service.getCompletionsAtPosition(sourceFile, this.#inside(at), { includeCompletionsForModuleExports: false });
    return (
      (found?.entries ?? [])
        // What only the words of this file are is no better than what everybody can see.
        .filter(({ name, kind }) => kind !== this.#ts.ScriptElementKind.warning && name !== '_' && !/^(__|globalThis$|Plinth)/.test(name))
        .slice(0, mostCompletions)
        .map(({ name, kind, sortText }) => ({ label: name, kind, sort: sortText }))
    );
  }

  hover(at: number): SourceHover | null {
    return this.#safely(null, () => this.#hover(at));
  }

  #hover(at: number): SourceHover | null {
    const found = this.#service.getQuickInfoAtPosition(sourceFile, this.#inside(at));
    if (found === undefined) return null;
    const from = this.#outside(found.textSpan.start);
    return {
      ...{ from, to: this.#outside(found.textSpan.start + found.textSpan.length) },
      text: this.#ts.displayPartsToString(found.displayParts).slice(0, 2000),
      documentation: this.#ts.displayPartsToString(found.documentation).slice(0, 2000),
    };
  }

  /** What is nested deeper than TypeScript can read says nothing; the server tells when it is compiled. */
  #safely<Answer>(otherwise: Answer, work: () => Answer): Answer {
    try {
      return work();
    } catch (error) {
      if (error instanceof RangeError) return otherwise;
      throw error;
    }
  }

  #put(name: string, text: string): void {
    const known = this.#files.get(name);
    if (known?.text !== text) this.#files.set(name, { text, version: (known?.version ?? 0) + 1 });
  }

  #inside(at: number): number {
    return this.#changedAt < 0 || at < this.#changedAt + beginning.length ? at : at + typed.length - beginning.length;
  }

  /** What lies within the words that were put in lies at their beginning outside. */
  #outside(at: number): number {
    if (this.#changedAt < 0 || at <= this.#changedAt) return at;
    return Math.max(this.#changedAt, at - (typed.length - beginning.length));
  }
}
