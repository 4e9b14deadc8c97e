import type { Definition } from '@plinth/app-definition';
import { DefinitionExpressions } from '@plinth/definition-expressions';
import { type StudioWork, useDefinition, useDefinitionAfterPaint, useWork } from '@plinth/studio-frame';
import { useMemo } from 'react';

/** What is known of each open application: what one view found, the next one need not. */
const known = new WeakMap<StudioWork, DefinitionExpressions>();

/** The expressions of the open application, as it is now. */
export function useDefinitionExpressions(): DefinitionExpressions {
  const work = useWork();
  const definition = useDefinition();
  return useMemo(() => at(work, definition), [work, definition]);
}

/** The same for what only tells of them: they follow a change when it was painted. */
export function useDefinitionExpressionsAfterPaint(): DefinitionExpressions {
  const work = useWork();
  const definition = useDefinitionAfterPaint();
  return useMemo(() => at(work, definition), [work, definition]);
}

/** The same where nothing is drawn. */
export function definitionExpressionsOf(work: StudioWork): DefinitionExpressions {
  return at(work, work.session.store.definition);
}

function at(work: StudioWork, definition: Definition): DefinitionExpressions {
  const now = (known.get(work) ?? firstOf(work)).at(definition);
  known.set(work, now);
  return now;
}

function firstOf(work: StudioWork): DefinitionExpressions {
  const contracts = new Map(work.components.map(({ id, ui }) => [id, ui] as const));
  return new DefinitionExpressions(work.session.store.definition, { contract: (id) => contracts.get(id) });
}
