import { Document, isMap, isScalar, isSeq, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isBlock, isOrdered, isTreeMap, sameTree, shortOf, type Tree, type TreeMap } from './tree.ts';

/** Written once for all files, so that what is written does not depend on who writes it. */
const style = { indent: 2, lineWidth: 0, flowCollectionPadding: true } as const;

const longestLine = 90;
const deepestLine = 3;

/** A new file with this tree. */
export function writeYaml(tree: TreeMap): string {
  const document = new Document();
  const root = toNode(tree, true) as YAMLMap;
  document.contents = root as never;
  for (const [at, pair] of root.items.entries()) {
    const value = isTreeMap(tree) ? tree[String((pair.key as Scalar).value)] : undefined;
    if (at > 0 && typeof value === 'object' && value !== null && isBlock(value)) (pair.key as Scalar).spaceBefore = true;
  }
  return document.toString(style);
}

/** The file with only those places written anew at which the trees differ; comments and order of the rest stay. */
export function patchYaml(document: Document, before: Tree, after: Tree): string {
  document.contents = patch(document.contents, before, after) as never;
  return document.toString(style);
}

function patch(node: unknown, before: Tree, after: Tree): Node {
  if (sameTree(before, after)) return node as Node;
  if (isTreeMap(before) && isTreeMap(after)) {
    if (isMap(node)) return patchMap(node as YAMLMap, before, after);
    if (isSeq(node) && isOnly(before, 'children') && isOnly(after, 'children')) return patch(node, before.children, after.children);
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    if (isSeq(node)) return patchSeq(node as YAMLSeq, before, after);
    if (before.length === 1 && after.length === 1) return patch(node, before[0], after[0]);
  }
  return replace(node, after);
}

function isOnly(map: TreeMap, name: string): boolean {
  return Object.keys(map).length === 1 && Object.hasOwn(map, name);
}

function replace(node: unknown, after: Tree): Node {
  const short = shortOf(after);
  if (isScalar(node) && (typeof short !== 'object' || short === null)) {
    node.value = short;
    delete node.source;
    return node;
  }
  const next = toNode(after, false);
  const old = node as Node | null;
  if (old?.commentBefore) next.commentBefore = old.commentBefore;
  if (old?.comment && isScalar(old)) next.comment = old.comment;
  if (old?.spaceBefore) next.spaceBefore = true;
  return next;
}

function nameOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : String(pair.key);
}

function patchMap(node: YAMLMap, before: TreeMap, after: TreeMap): Node {
  const pairs = new Map(node.items.map((pair) => [nameOf(pair), pair]));
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(after, name)) pairs.delete(name);
  }
  let items = [...pairs.values()];
  let previous: Pair | undefined;
  for (const [name, value] of Object.entries(after)) {
    let pair = pairs.get(name);
    if (pair === undefined) {
      pair = new Pair<unknown, unknown>(new Scalar(name), toNode(value, false));
      const at = previous === undefined ? 0 : items.indexOf(previous) + 1;
      items = items.toSpliced(at, 0, pair);
    } else if (Object.hasOwn(before, name)) pair.value = patch(pair.value, before[name], value);
    else pair.value = replace(pair.value, value);
    previous = pair;
  }
  if (isOrdered(after)) {
    const order = Object.keys(after);
    items.sort((a, b) => order.indexOf(nameOf(a)) - order.indexOf(nameOf(b)));
  }
  node.items = items;
  if (node.flow && !isShort(after)) node.flow = false;
  return node;
}

/** What makes two list entries the same thing, though changed: the component and its name, or the page action. */
function identity(item: Tree): string {
  if (!isTreeMap(item)) return JSON.stringify(item) ?? '';
  const [first] = Object.entries(item);
  if (first === undefined) return '';
  const [name, body] = first;
  if (!isTreeMap(body)) return typeof body === 'string' ? `${name} ${body}` : name;
  return `${name} ${String(body.id ?? body.name ?? '')}`;
}

function patchSeq(node: YAMLSeq, before: readonly Tree[], after: readonly Tree[]): Node {
  const unused = new Set(before.keys());
  const take = (matches: (at: number) => boolean): number | undefined => {
    for (const at of unused) {
      if (!matches(at)) continue;
      unused.delete(at);
      return at;
    }
    return undefined;
  };
  const partners = after.map((item) => take((at) => sameTree(before[at], item)));
  for (const [at, item] of after.entries()) partners[at] ??= take((old) => identity(before[old]) === identity(item));
  node.items = after.map((item, at) => {
    const partner = partners[at];
    return partner === undefined ? toNode(item, false) : patch(node.items[partner], before[partner], item);
  });
  if (node.flow && !isShort(after)) node.flow = false;
  return node;
}

function depthOf(value: Tree): number {
  const short = shortOf(value);
  if (typeof short !== 'object' || short === null) return 0;
  return 1 + Math.max(0, ...Object.values(short).map(depthOf));
}

function lengthOf(value: Tree): number {
  const short = shortOf(value);
  if (typeof short === 'string') return short.includes('\n') ? longestLine : short.length + 2;
  if (typeof short !== 'object' || short === null) return String(short).length + 2;
  if (isBlock(short) && Object.keys(short).length > 0) return longestLine + 1;
  return Object.entries(short).reduce((sum, [name, part]) => sum + (Array.isArray(short) ? 0 : name.length + 2) + lengthOf(part), 4);
}

/** Whether a value fits on one line and is read at a glance. */
function isShort(value: Tree): boolean {
  return depthOf(value) <= deepestLine && lengthOf(value) <= longestLine;
}

function toNode(tree: Tree, root: boolean): Node {
  const value = shortOf(tree);
  if (typeof value !== 'object' || value === null) return new Scalar(value);
  const flow = !root && isShort(value);
  if (Array.isArray(value)) {
    const list = new YAMLSeq();
    list.items = value.map((item) => toNode(item, false));
    list.flow = flow;
    return list;
  }
  const map = new YAMLMap();
  map.items = Object.entries(value).map(([name, part]) => new Pair(new Scalar(name), part === null ? null : toNode(part, false)));
  map.flow = flow;
  return map;
}
