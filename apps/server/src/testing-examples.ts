import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Definition, type DefinitionFiles, type DefinitionViolation, readFiles, validateDefinition } from '@plinth/app-definition';
import { knownComponents, meaningCheck } from '@plinth/app-host';
import type { UiContract } from '@plinth/component-contract';
import { decisionCompiler } from '@plinth/decisions';
import { uiManifests } from '@plinth/ui-components/manifests';

const contracts = new Map(uiManifests.map(({ id, ui }) => [id, ui] as const));
const componentIds = new Set(contracts.keys());
/** What a server finds by compiling everything, whatever else is wrong. */
export const checkMeaning = meaningCheck(knownComponents(uiManifests), decisionCompiler());

export function contractOf(component: string): UiContract | undefined {
  return contracts.get(component);
}

/** The files of an example as they are in the repository. */
export function filesOfExample(example: string): DefinitionFiles {
  const root = join(import.meta.dirname, '../../../examples', example);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  return Object.fromEntries(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(root, path), 'utf8')]));
}

export function definitionOfExample(example: string): Definition {
  return readFiles(filesOfExample(example)).definition;
}

/** Everything that a server would say of a definition before it publishes it. */
export function checkedByServer(definition: Definition): readonly DefinitionViolation[] {
  return validateDefinition(definition, { componentIds, checkMeaning });
}
