import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** A text of the interface as the code writes it. */
export interface WrittenText {
  readonly key: string;
  readonly english: string;
  /** Path from the directory that was read. */
  readonly file: string;
}

/** What the sources below some directories say. */
export interface CollectedTexts {
  readonly texts: readonly WrittenText[];
  /** Fixed beginnings of keys that are put together when the program runs, such as `studio.view.`. */
  readonly prefixes: ReadonlySet<string>;
  /** Keys whose English is not written where they are. */
  readonly unreadable: ReadonlySet<string>;
}

const keyForm = /^[a-z]+(\.[A-Za-z]+(-[a-z]+)*)+$/;

/** What the function that `useText()` gives is called. */
const lookups = new Set<unknown>(['text', 'words', 'say']);

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * Finds `text('key', 'English')` and `{ id: 'key', english: 'English' }` in all sources below `directories` of `root`, tests apart.
 * A choice between literals counts for each of them.
 */
export function collectTexts(root: string, directories: readonly string[]): CollectedTexts {
  const texts: WrittenText[] = [];
  const prefixes = new Set<string>();
  const unreadable = new Set<string>();
  for (const file of directories.flatMap((directory) => sourcesOf(root, directory))) {
    const { program } = parseSync(file, readFileSync(join(root, file), 'utf8'));
    const add = (named: readonly string[], english: readonly string[]) => {
      const keys = named.filter((key) => keyForm.test(key));
      if (english.length === 0) for (const key of keys) unreadable.add(key);
      // Two keys with two texts are the two branches of one choice; with one text they share it.
      for (const [index, key] of keys.entries()) {
        const own = english.length === keys.length ? english.slice(index, index + 1) : english;
        for (const each of own) texts.push({ key, english: each, file });
      }
    };
    new Visitor({
      CallExpression(call) {
        const [key, english] = call.arguments as unknown as readonly (Node | undefined)[];
        if (key === undefined || english === undefined || !lookups.has(calledName(call.callee as unknown as Node))) return;
        const prefix = prefixOf(key);
        if (prefix === null) add(literalsOf(key), literalsOf(english));
        else prefixes.add(prefix);
      },
      VariableDeclarator(declared) {
        if (declared.init === null || !declaresViews(declared.id as unknown as Node)) return;
        const init = declared.init as unknown as Node;
        const views = init.type === 'ArrayExpression' ? (init.elements as readonly Node[]) : [init];
        for (const view of views) for (const [key, english] of textsOfView(view)) add([key], english);
      },
      ObjectExpression(object) {
        const fields = fieldsOf(object as unknown as Node);
        const [id, english] = [fields.get('id'), fields.get('english')];
        if (id !== undefined && english !== undefined) add(literalsOf(id), literalsOf(english));
      },
    }).visit(program);
  }
  return { texts, prefixes, unreadable };
}

function sourcesOf(root: string, directory: string): readonly string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : sourcesOf(root, path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.|^testing|\.d\.ts$/.test(entry.name) ? [path] : [];
  });
}

function calledName(callee: Node): unknown {
  const name = callee.type === 'MemberExpression' ? (callee.property as Node) : callee;
  return name.name;
}

/** Whether the type of a variable is `ArtefactView`, `ToolView`, `HomePlace` or a list of them, whose titles the frame translates. */
function declaresViews(variable: Node): boolean {
  let type = (variable.typeAnnotation as Node | null | undefined)?.typeAnnotation as Node | undefined;
  if (type?.type === 'TSTypeOperator') type = type.typeAnnotation as Node;
  if (type?.type === 'TSArrayType') type = type.elementType as Node;
  const name = type?.type === 'TSTypeReference' ? (type.typeName as Node).name : undefined;
  return name === 'ArtefactView' || name === 'ToolView' || name === 'HomePlace';
}

function textsOfView(view: Node): readonly (readonly [string, readonly string[]])[] {
  if (view.type !== 'ObjectExpression') return [];
  const fields = fieldsOf(view);
  const [kind, tool] = [literalOf(fields.get('kind')), literalOf(fields.get('key'))];
  if (kind === undefined) return tool === undefined ? [] : [[`studio.tool.${tool}`, textIn(fields, 'title')]];
  const nested = (name: string) => {
    const node = fields.get(name);
    return node === undefined ? null : fieldsOf(node);
  };
  const [create, invitation] = [nested('create'), nested('invitation')];
  return [
    [`studio.view.${kind}`, textIn(fields, 'title')],
    ...(create === null ? [] : [[`studio.create.${kind}`, textIn(create, 'title')] as const]),
    ...(invitation === null
      ? []
      : [
          [`studio.start.${kind}`, textIn(invitation, 'title')] as const,
          [`studio.startHelp.${kind}`, textIn(invitation, 'help')] as const,
        ]),
  ];
}

function fieldsOf(object: Node): ReadonlyMap<unknown, Node> {
  const fields = new Map<unknown, Node>();
  for (const property of (object.properties ?? []) as readonly Node[]) {
    if (property.type === 'Property') fields.set((property.key as Node).name, property.value as Node);
  }
  return fields;
}

function textIn(fields: ReadonlyMap<unknown, Node>, name: string): readonly string[] {
  const node = fields.get(name);
  return node === undefined ? [] : literalsOf(node);
}

function literalOf(node: Node | undefined): string | undefined {
  return node === undefined ? undefined : literalsOf(node)[0];
}

function literalsOf(node: Node): readonly string[] {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value];
  if (node.type === 'ConditionalExpression') return [...literalsOf(node.consequent as Node), ...literalsOf(node.alternate as Node)];
  if (node.type === 'TemplateLiteral' && (node.expressions as readonly Node[]).length === 0) return [firstPart(node)];
  return [];
}

function prefixOf(node: Node): string | null {
  return node.type === 'TemplateLiteral' && (node.expressions as readonly Node[]).length > 0 ? firstPart(node) : null;
}

function firstPart(template: Node): string {
  const [first] = template.quasis as readonly { readonly value: { readonly cooked: string } }[];
  return first?.value.cooked ?? '';
}
