import type { ActionBody } from '@plinth/app-definition';

/** What a finding is, by kind. */
export const findingNames = {
  accessibility: ['unlabelled', 'no-alternative', 'unnamed-part', 'no-words', 'heading-left-out', 'small-target', 'low-contrast'],
  performance: ['many-components', 'many-queries', 'unbounded-list', 'unindexed-sort', 'unindexed-filter'],
} as const;

export type FindingKind = keyof typeof findingNames;
export type FindingName = (typeof findingNames)[FindingKind][number];

/** Something that can be published, but that people or their devices would suffer from. */
export interface Finding {
  readonly kind: FindingKind;
  readonly finding: FindingName;
  /** Id of the record. */
  readonly record: string;
  /** What is to be told with it: a number, what a field is called. */
  readonly about: Readonly<Record<string, string | number>>;
  /** What mends it; null where only a person can. */
  readonly fix: ActionBody | null;
}
