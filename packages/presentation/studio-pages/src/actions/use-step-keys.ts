import {
  componentsOf,
  type Definition,
  eventTypesOf,
  externalActionsOf,
  functionsOf,
  pagesOf,
  processesOf,
  queriesOf,
  recordOf,
} from '@plinth/app-definition';
import { useDefinitionAfterPaint } from '@plinth/studio-frame';
import { useMemo } from 'react';
import { type PageWork, usePageWork } from '../page-work.ts';
import type { BindingTypes } from '../properties/binding-types.ts';
import type { KnownName } from './name-values.tsx';
import type { StepWork } from './step-work.ts';

const feelTypes: Readonly<Record<string, string>> = { integer: 'number', decimal: 'number', boolean: 'boolean' };
/** Fields that hold text, whose value may be written as it is. */
const texts = new Set(['text', 'longText', 'email', 'url', 'phone', 'choice']);

/** What steps of the open page may call by key, and what the names are that they give values to. */
export function useStepKeys(
  types: BindingTypes,
): Pick<StepWork, 'names' | 'first' | 'keys' | 'fields' | 'parameters' | 'inputs' | 'state'> {
  const definition = useDefinitionAfterPaint();
  const page = usePageWork();
  return useMemo(() => stepKeys(definition, page, types), [definition, page, types]);
}

function stepKeys(definition: Definition, page: PageWork, types: BindingTypes): ReturnType<typeof useStepKeys> {
  const pages = pagesOf(definition).map(({ key, label }) => ({ key, label: label || key }));
  const queries = queriesOf(definition, page.page).map(({ key }) => ({ key, label: key }));
  const entities = types.entities.map(({ key, label }) => ({ key, label }));
  // Whatever has a name may be opened or not; those that can be are known by what they offer.
  const openable = componentsOf(definition, page.page).flatMap(({ name, component }) =>
    name !== undefined && page.components.get(component)?.ui?.outputs.open !== undefined ? [{ key: name, label: name }] : [],
  );
  const state: readonly KnownName[] = Object.entries(recordOf(definition, 'page', page.page)?.state ?? {}).map(([name, { type }]) => ({
    name,
    label: name,
    type,
  }));
  const events = Object.keys(recordOf(definition, 'page', page.page)?.composite?.events ?? {}).map((key) => ({ key, label: key }));
  const processes = processesOf(definition).map(({ key, label }) => ({ key, label: label || key }));
  const externalActions = externalActionsOf(definition).map(({ key, label }) => ({ key, label: label || key }));
  const functions = functionsOf(definition).map(({ key, label }) => ({ key, label: label || key }));
  const eventTypes = eventTypesOf(definition).map(({ key, label }) => ({ key, label: label || key }));
  const byKind: Readonly<Record<string, StepWork['keys'] extends (kind: string) => infer Keys ? Keys : never>> = {
    page: pages,
    query: queries,
    entity: entities,
    component: openable,
    event: events,
    process: processes,
    'external-action': externalActions,
    function: functions,
    'event-type': eventTypes,
  };
  const labelOf = (all: readonly { readonly key: string; readonly label: string }[], key: string) =>
    all.find((each) => each.key === key)?.label ?? key;
  return {
    names: {
      page: (key) => labelOf(pages, key),
      entity: (key) => labelOf(entities, key),
      process: (key) => labelOf(processes, key),
      eventType: (key) => labelOf(eventTypes, key),
      externalAction: (key) => labelOf(externalActions, key),
    },
    first: {
      page: pages[0]?.key ?? '',
      query: queries[0]?.key ?? '',
      entity: entities[0]?.key ?? '',
      component: openable[0]?.key ?? '',
      state: state[0]?.name ?? '',
      event: events[0]?.key ?? '',
      process: processes[0]?.key ?? '',
      'external-action': externalActions[0]?.key ?? '',
      function: functions[0]?.key ?? '',
      eventType: eventTypes[0]?.key ?? '',
    },
    keys: (kind) => byKind[kind] ?? [],
    fields(entity) {
      const known = types.entities.find(({ key }) => key === entity);
      return (known?.fields ?? [])
        .filter(({ readOnly }) => !readOnly)
        .map(({ key, label, type }) => ({ name: key, label, type: feelTypes[type] ?? (texts.has(type) ? 'string' : 'any') }));
    },
    parameters(key) {
      const target = pagesOf(definition).find((each) => each.key === key);
      return Object.entries(target?.parameters ?? {}).map(([name, type]) => ({ name, label: name, type }));
    },
    inputs(kind, name) {
      const all = kind === 'function' ? functionsOf(definition) : externalActionsOf(definition);
      const { input } = all.find(({ key }) => key === name) ?? {};
      return Object.entries(input ?? {}).map(([key, type]) => ({ name: key, label: key, type }));
    },
    state: () => state,
  };
}
