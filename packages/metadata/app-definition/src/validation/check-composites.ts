import { nearestName } from '@plinth/foundation';
import { appOf, componentsOf, compositeKey, compositesIn, compositesOf, pageByKey, recordsOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import { type DefinitionViolation, didYouMean, violationOf } from './violation.ts';

/** What is wrong with composites: those that are used and not there, that stand in themselves, and that want to be screens. */
export function checkComposites(definition: Definition): DefinitionViolation[] {
  const composites = compositesOf(definition);
  const uses = recordsOf(definition, 'component').flatMap((component) => checkUse(definition, component, composites));
  return [...uses, ...composites.flatMap((composite) => [...checkForm(definition, composite), ...checkItself(definition, composite)])];
}

function checkUse(
  definition: Definition,
  component: RecordOf<'component'>,
  composites: readonly RecordOf<'page'>[],
): DefinitionViolation[] {
  const key = compositeKey(component.component);
  if (key === null || pageByKey(definition, key)?.composite !== undefined) return [];
  const known = composites.map((composite) => composite.key);
  const hint = didYouMean(nearestName(key, known));
  return [violationOf(component, 'component', ['component'], `there is no composite ${key}`, hint ?? 'Add it first, or take it out.')];
}

function checkForm(definition: Definition, composite: RecordOf<'page'>): DefinitionViolation[] {
  const home =
    appOf(definition)?.homePage === composite.id
      ? [violationOf({ id: 'app' }, 'reference', ['homePage'], `${composite.key} is a composite, which nobody can open`, 'Choose a page.')]
      : [];
  const wrong = [
    ...(composite.path === '' ? [] : ['path']),
    ...(composite.roles.length === 0 ? [] : ['roles']),
    ...(composite.public ? ['public'] : []),
  ];
  return [...home, ...wrong.map((name) => violationOf(composite, 'schema', [name], 'means nothing for a composite', 'Remove it.'))];
}

/** Told at the component by which it comes back to itself. */
function checkItself(definition: Definition, composite: RecordOf<'page'>): DefinitionViolation[] {
  return componentsOf(definition, composite.id).flatMap((component) => {
    const key = compositeKey(component.component);
    const used = key === null ? null : pageByKey(definition, key);
    if (used === null) return [];
    const closes = used.id === composite.id || compositesIn(definition, used.id).some(({ id }) => id === composite.id);
    if (!closes) return [];
    return [violationOf(component, 'cycle', ['component'], `composite ${composite.key} would stand in itself`, 'Take it out.')];
  });
}
