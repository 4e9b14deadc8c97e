import type { Requirements } from '../model/decision-model.ts';
import { childDrafts, type Draft, draftOf, prefixOf, replaceParts } from './draft.ts';

/** Gives an element its requirements; those that stay keep their ids, to which the edges of a diagram lead. */
export function setRequirements(draft: Draft, { inputs, decisions, knowledge }: Requirements, order: readonly string[]): void {
  setKind(draft, 'informationRequirement', { requiredInput: inputs, requiredDecision: decisions }, order);
  setKind(draft, 'knowledgeRequirement', { requiredKnowledge: knowledge }, order);
}

function setKind(draft: Draft, name: string, wanted: Readonly<Record<string, readonly string[]>>, order: readonly string[]): void {
  const existing = childDrafts(draft, name);
  const keys = Object.keys(wanted);
  const hrefs = (key: string, within: readonly Draft[]) =>
    within.flatMap((requirement) => childDrafts(requirement, key)).map(({ attributes }) => attributes.href ?? '');
  const isSame = (within: readonly Draft[]) => keys.every((key) => hrefs(key, within).join('\n') === (wanted[key] ?? []).join('\n'));
  if (isSame(existing)) return;
  const find = (key: string, href: string) => existing.find((requirement) => hrefs(key, [requirement]).includes(href));
  const stays = existing.filter((requirement) => keys.some((key) => hrefs(key, [requirement]).some((href) => wanted[key]?.includes(href))));
  const made = keys.flatMap((key) =>
    (wanted[key] ?? []).filter((href) => find(key, href) === undefined).map((href) => requirement(draft, name, key, href)),
  );
  const sequence = [...stays, ...made];
  const sorted = keys.flatMap((key) => (wanted[key] ?? []).map((href) => find(key, href) ?? requirement(draft, name, key, href)));
  replaceParts(draft, name, isSame(sequence) ? sequence : sorted, order);
}

function requirement(draft: Draft, name: string, key: string, href: string): Draft {
  const prefix = prefixOf(draft);
  const target = draftOf(undefined, key, prefix);
  target.attributes.href = href;
  return { ...draftOf(undefined, name, prefix), content: [target] };
}

/** References such as `outputDecision`, each an element of its own. */
export function setReferences(draft: Draft, name: string, wanted: readonly string[], order: readonly string[]): void {
  const existing = childDrafts(draft, name);
  if (existing.map(({ attributes }) => attributes.href ?? '').join('\n') === wanted.join('\n')) return;
  const references = wanted.map((href) => {
    const known = existing.find(({ attributes }) => attributes.href === href);
    if (known !== undefined) return known;
    const made = draftOf(undefined, name, prefixOf(draft));
    made.attributes.href = href;
    return made;
  });
  replaceParts(draft, name, references, order);
}
