import type { TypedExpression } from '../analysis/typed-expression.ts';
import type { Code } from './code.ts';
import { ExpressionWriter, type ModuleNames } from './expression-writer.ts';
import { Identifiers } from './identifiers.ts';
import { layOut, lineWidth } from './layout.ts';
import { ModuleConstants } from './module-constants.ts';
import { keyOf, typescriptType } from './typescript-type.ts';

/** The module that emitted code imports its operators and builtins from. */
const runtime = '@plinth/expression/runtime';

export interface TypescriptModule {
  readonly source: string;
  /** What each expression is called in the module. */
  readonly functions: ReadonlyMap<string, string>;
}

/**
 * Expressions by name as the source of a TypeScript module, a function each: it takes what the expression reads of its scope,
 * then the input of unary tests, then the clock of `now()`, and gives what the closure gives. Reasons of nulls and limits of
 * steps are left out. Errors: `expression.not-in-typescript`.
 */
export function compileTypescript(expressions: Readonly<Record<string, TypedExpression>>): TypescriptModule {
  const wholes = new Map<string, Set<string>>(Object.keys(expressions).map((key) => [key, new Set()]));
  const uses = new Set<string>();
  // What is read as a whole and which names the runtime takes is known after a first writing; the second keeps clear of them.
  writeModule(expressions, wholes, uses);
  return writeModule(expressions, wholes, uses);
}

function writeModule(
  expressions: Readonly<Record<string, TypedExpression>>,
  wholes: ReadonlyMap<string, Set<string>>,
  used: Set<string>,
): TypescriptModule {
  const names = new Identifiers([...used, 'clock']);
  const uses = new Set<string>();
  const typeUses = new Set<string>();
  const constants = new ModuleConstants(names, (name) => uses.add(name));
  const functions = new Map(Object.keys(expressions).map((key) => [key, names.take(key)]));
  const written = Object.entries(expressions).map(([key, typed]) => {
    const module: ModuleNames = { identifiers: names.within(), constants, uses: (name) => uses.add(name) };
    return writeFunction(functions.get(key) ?? key, typed, module, wholes.get(key) ?? new Set(), (name) => typeUses.add(name));
  });
  for (const name of uses) used.add(name);
  const head = [importLines([...uses], [...typeUses]), constants.lines().join('\n')].filter((part) => part !== '');
  return { source: `${[...head, ...written].join('\n\n')}\n`, functions };
}

function writeFunction(
  name: string,
  typed: TypedExpression,
  module: ModuleNames,
  wholes: Set<string>,
  usesType: (name: string) => void,
): string {
  const writer = new ExpressionWriter(typed, module, wholes);
  const isTests = typed.root.kind === 'tests' || typed.root.kind === 'anything';
  if (isTests) writer.locals.push('input');
  let code: Code = { kind: 'text', text: 'null' };
  let result = 'FeelValue';
  const { parameters: inputs } = writer.locals.arrowFrom(0, () => {
    const { code: body, type } = writer.write(typed.root);
    code = body;
    result = type === null ? 'FeelValue' : typescriptType(type, usesType);
    return body;
  });
  if (result === 'FeelValue') usesType(result);
  const reads = writer.scope.parameters(usesType);
  const scopeType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Scope`;
  const parameters: string[] = [];
  if (reads.length > 0) {
    parameters.push(
      `{ ${reads.map((read) => (read.name === read.identifier ? read.name : `${keyOf(read.name)}: ${read.identifier}`)).join(', ')} }: ${scopeType}`,
    );
  }
  if (isTests || writer.readsClock) {
    if (reads.length === 0) parameters.push('_scope: object');
    if (isTests) {
      usesType('FeelValue');
      parameters.push(`${inputs[0] ?? '_input'}: FeelValue`);
    }
  }
  if (writer.readsClock) {
    usesType('Clock');
    parameters.push('clock: Clock = {}');
  }
  const lines = [documentation(typed.text)];
  lines.push(`${header(name, parameters, result)} {`, `  return ${returned(code)};`, '}');
  if (reads.length > 0) {
    lines.push('', `/** What {@link ${name}} reads. */`, `export interface ${scopeType} {`, ...reads.map(({ line }) => line), '}');
  }
  return lines.join('\n');
}

function returned(code: Code): string {
  const line = layOut(code, 2, 9, 1);
  return line.includes('\n') && code.kind === 'chain' ? `(\n    ${layOut(code, 4, 4)}\n  )` : line;
}

function header(name: string, parameters: readonly string[], result: string): string {
  const line = `export function ${name}(${parameters.join(', ')}): ${result}`;
  return line.length + 2 <= lineWidth
    ? line
    : `export function ${name}(\n${parameters.map((parameter) => `  ${parameter},\n`).join('')}): ${result}`;
}

/** The text of the expression as a comment, which nothing in it can end. */
function documentation(text: string): string {
  const lines = text.replaceAll('*/', '*\\/').split(/\r\n|[\n\r\u2028\u2029]/);
  return lines.length === 1 ? `/** ${lines[0]} */` : `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */`;
}

function importLines(values: readonly string[], types: readonly string[]): string {
  if (values.length + types.length === 0) return '';
  const prefix = values.length === 0 ? 'import type' : 'import';
  const names = [
    ...values.map((name) => ({ name, written: name })),
    ...types.filter((name) => !values.includes(name)).map((name) => ({ name, written: values.length === 0 ? name : `type ${name}` })),
  ].sort((a, b) => compareNames(a.name, b.name));
  const line = `${prefix} { ${names.map(({ written }) => written).join(', ')} } from '${runtime}';`;
  return line.length <= lineWidth ? line : `${prefix} {\n${names.map(({ written }) => `  ${written},\n`).join('')}} from '${runtime}';`;
}

/** As the project's formatter sorts imported names: letter by letter, a capital one before the same small one. */
function compareNames(a: string, b: string): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [x, y] = [a.charAt(index), b.charAt(index)];
    if (x === y) continue;
    const [low, high] = [x.toLowerCase(), y.toLowerCase()];
    return low === high ? (x < y ? -1 : 1) : low < high ? -1 : 1;
  }
  return a.length - b.length;
}
