import { type DefinitionViolation, type RecordOf, violationOf } from '@plinth/app-definition';
import { conforms, type FeelType, printType } from '@plinth/expression';
import { overlap } from '../ask/day.ts';
import type { CompiledVersion } from '../ask/plan-decision.ts';

/** Versions of a decision must take the same inputs, give the same type, and hold at different times. */
export function checkVersions(own: CompiledVersion, others: readonly CompiledVersion[]): DefinitionViolation[] {
  const all = [own, ...others];
  return others.flatMap((version, at) => {
    const { record } = version;
    if (own.record.versionOf !== undefined)
      return [
        violationOf(record, 'reference', ['versionOf'], `${own.record.key} is a version itself`, 'Name the decision that people ask for.'),
      ];
    const met = all.slice(0, at + 1).find((other) => overlap(other.record, record));
    return [
      ...(met === undefined
        ? []
        : [
            violationOf(
              record,
              'schema',
              ['validFrom'],
              `holds on days on which ${met.record.key} holds too`,
              'Let one end before the other begins.',
            ),
          ]),
      ...differingInputs(own, version),
      ...differingResult(own, version),
    ];
  });
}

function differingInputs(own: CompiledVersion, version: CompiledVersion): DefinitionViolation[] {
  const inputs = ({ model, types }: CompiledVersion): Record<string, FeelType> =>
    Object.fromEntries(model.inputs.map(({ name }) => [name, types.of(name)]));
  const [before, now] = [inputs(own), inputs(version)];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) => {
    const [a, b] = [before[name], now[name]];
    if (a !== undefined && b !== undefined && conforms(a, b) && conforms(b, a)) return [];
    const says = (type: FeelType | undefined) => (type === undefined ? 'is missing' : `is ${printType(type)}`);
    return [violationOf(version.record, 'schema', ['inputs'], `${name} ${says(b)} here and ${says(a)} in ${own.record.key}`)];
  });
}

function differingResult(own: CompiledVersion, version: CompiledVersion): DefinitionViolation[] {
  const [a, b] = [own.types.of(own.answer), version.types.of(version.answer)];
  if (conforms(b, a)) return [];
  return [
    violationOf(
      version.record as RecordOf<'decision'>,
      'schema',
      ['answer'],
      `gives ${printType(b)} where ${own.record.key} gives ${printType(a)}`,
    ),
  ];
}
