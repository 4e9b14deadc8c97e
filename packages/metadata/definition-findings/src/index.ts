export { type Finding, type FindingKind, type FindingName, findingNames } from './finding.ts';
export { type FindingOptions, findingsOf } from './findings-of.ts';
export { mostComponents, mostQueries } from './performance/page-size.ts';
export { mostRows } from './performance/unbounded-lists.ts';
