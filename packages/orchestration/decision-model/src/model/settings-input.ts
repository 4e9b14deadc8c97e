import { type RecordOf, type SettingRecord, settingsName } from '@plinth/app-definition';
import { plainSetting } from '@plinth/definition-expressions';
import type { JsonObject } from '@plinth/foundation';
import { namesIn, textsOf } from './named-texts.ts';
import { type RulesByTable, readModel } from './read-model.ts';

type DecisionRecord = RecordOf<'decision'>;
type StoredType = DecisionRecord['types'][string];

/**
 * A decision whose logic names `settings` has them as one more input, which nobody who asks gives: what the environment says stands
 * there. To the rule processor, and in a DMN file, it is an input like others. A decision that calls something of its own
 * `settings` means that.
 */
export function withSettings(record: DecisionRecord, rules: RulesByTable, settings: readonly SettingRecord[]): DecisionRecord {
  const told = settings.filter(({ secret }) => !secret);
  if (told.length === 0 || isOwn(record) || !usesSettings(record, rules)) return record;
  const type = typeName(record);
  const components = Object.fromEntries(told.map((setting) => [setting.key, typeOf(setting)]));
  return {
    ...record,
    types: { ...record.types, [type]: { components } },
    inputs: { ...record.inputs, [settingsName]: { type } },
    decisions: requiring(record.decisions),
    knowledge: requiring(record.knowledge),
  };
}

/** What settings are where no environment says anything, as JSON. */
export function defaultSettings(settings: readonly SettingRecord[]): JsonObject {
  return Object.fromEntries(
    settings.filter(({ secret }) => !secret).map((setting) => [setting.key, plainSetting(setting, setting.default)]),
  ) as JsonObject;
}

function isOwn({ inputs, decisions, knowledge, services }: DecisionRecord): boolean {
  return [inputs, decisions, knowledge, services].some((part) => Object.hasOwn(part, settingsName));
}

function usesSettings(record: DecisionRecord, rules: RulesByTable): boolean {
  const { decisions, knowledge } = readModel(record, rules);
  const texts = [...decisions, ...knowledge].flatMap(({ logic }) => (logic === null ? [] : textsOf(logic)));
  return namesIn(texts, [settingsName]).length > 0;
}

/** As DMN calls types; another one where the decision has it already. */
function typeName({ types }: DecisionRecord): string {
  let name = 'tSettings';
  for (let number = 2; Object.hasOwn(types, name); number++) name = `tSettings${number}`;
  return name;
}

/** What says itself what its logic requires requires this too. */
function requiring<Element extends { readonly requires?: string[] | undefined }>(
  elements: Readonly<Record<string, Element>>,
): Record<string, Element> {
  return Object.fromEntries(
    Object.entries(elements).map(([name, element]) => [
      name,
      element.requires === undefined ? element : { ...element, requires: [...element.requires, settingsName] },
    ]),
  );
}

const typeNames: Readonly<Partial<Record<SettingRecord['type'], string>>> = {
  integer: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  duration: 'days and time duration',
  json: 'Any',
};

function typeOf({ type, currency }: SettingRecord): StoredType {
  if (type === 'money')
    return currency === undefined ? { components: { amount: { type: 'number' }, currency: { type: 'string' } } } : { type: 'number' };
  if (type === 'multiChoice') return { type: 'string', list: true };
  return { type: typeNames[type] ?? 'string' };
}
