import {
  compositesOf,
  decisionsOf,
  entitiesOf,
  eventTypesOf,
  externalActionsOf,
  externalTriggersOf,
  functionsOf,
  pagesOf,
  processesOf,
  recordsOf,
} from '../accessors.ts';
import type { Definition } from '../definition.ts';
import { decisionTree } from './decision-file.ts';
import { entityTree } from './entity-file.ts';
import { appFile, fileOf, permissionTestsFile, placeOfFile, rolesFile, settingsFile } from './layout.ts';
import { compositeTree, pageTree } from './page-file.ts';
import { patchYaml, writeYaml } from './patch-yaml.ts';
import { permissionTestsTree } from './permission-tests-file.ts';
import { processTree } from './process-file.ts';
import { type DefinitionFiles, readFiles } from './read-files.ts';
import { rolesTree } from './roles-file.ts';
import { settingsTree } from './settings-file.ts';
import { appTree, recordTree } from './simple-file.ts';
import { sameTree, type TreeMap } from './tree.ts';
import { readYaml } from './yaml-source.ts';

/** Every file of a definition as a tree. */
function treesOf(definition: Definition): Map<string, TreeMap> {
  const trees = new Map<string, TreeMap>();
  const enter = (file: string, tree: TreeMap | null) => {
    if (tree !== null) trees.set(file, tree);
  };
  enter(appFile, appTree(definition));
  enter(rolesFile, rolesTree(definition));
  enter(permissionTestsFile, permissionTestsTree(definition));
  enter(settingsFile, settingsTree(definition));
  for (const entity of entitiesOf(definition)) enter(fileOf('entity', entity.key), entityTree(definition, entity));
  for (const page of pagesOf(definition)) enter(fileOf('page', page.key), pageTree(definition, page));
  for (const composite of compositesOf(definition)) enter(fileOf('composite', composite.key), compositeTree(definition, composite));
  for (const decision of decisionsOf(definition)) enter(fileOf('decision', decision.key), decisionTree(definition, decision));
  for (const process of processesOf(definition)) enter(fileOf('process', process.key), processTree(definition, process));
  for (const each of functionsOf(definition)) enter(fileOf('function', each.key), recordTree(definition, each));
  for (const each of eventTypesOf(definition)) enter(fileOf('event-type', each.key), recordTree(definition, each));
  for (const each of externalActionsOf(definition)) enter(fileOf('external-action', each.key), recordTree(definition, each));
  for (const each of externalTriggersOf(definition)) enter(fileOf('external-trigger', each.key), recordTree(definition, each));
  for (const theme of recordsOf(definition, 'theme')) enter(fileOf('theme', theme.key), recordTree(definition, theme));
  for (const mapping of recordsOf(definition, 'import')) enter(fileOf('import', mapping.key), recordTree(definition, mapping));
  for (const translation of recordsOf(definition, 'translation')) {
    enter(fileOf('translation', translation.locale), recordTree(definition, translation));
  }
  return trees;
}

/**
 * Writes a valid definition as files. A file in `previous` that says the same already stays byte for byte; where it
 * says something else, only that is written anew and comments, order and style of the rest stay. Files that are not
 * the definition's business stay too; files of records that are gone are left out.
 */
export function writeFiles(definition: Definition, previous: DefinitionFiles = {}): Record<string, string> {
  const written: Record<string, string> = {};
  const before = readFiles(previous);
  const unreadable = new Set(before.problems.filter(({ rule }) => rule === 'format' || rule === 'schema').map(({ file }) => file));
  const oldTrees = treesOf(before.definition);
  const trees = treesOf(definition);
  const patched: string[] = [];
  for (const [file, tree] of trees) {
    const text = previous[file];
    const old = oldTrees.get(file);
    if (text === undefined || old === undefined || unreadable.has(file)) written[file] = writeYaml(tree);
    else if (sameTree(old, tree)) written[file] = text;
    else {
      written[file] = patchYaml(readYaml(file, text).document, old, tree);
      patched.push(file);
    }
  }
  if (patched.length > 0) {
    // A patch that a rare way of writing has led astray must not change what the files say.
    const again = treesOf(readFiles(written, { previous: definition }).definition);
    for (const file of patched) {
      const tree = trees.get(file);
      if (tree !== undefined && !sameTree(again.get(file), tree)) written[file] = writeYaml(tree);
    }
  }
  for (const [file, text] of Object.entries(previous)) {
    if (!trees.has(file) && placeOfFile(file) === null) written[file] = text;
  }
  return Object.fromEntries(Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1)));
}
