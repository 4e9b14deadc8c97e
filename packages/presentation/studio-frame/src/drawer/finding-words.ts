import type { TextLookup } from '@plinth/component-kit';
import type { Finding, FindingName } from '@plinth/definition-findings';

/** What is the matter with something, and for whom. */
export function findingWords({ finding, about }: Finding, text: TextLookup): string {
  switch (finding) {
    case 'unlabelled':
      return text('studio.unlabelled', 'It has no label: who does not see it cannot know what to enter.');
    case 'no-alternative':
      return text('studio.noAlternative', 'It has no description for those who do not see the picture.');
    case 'unnamed-part':
      return text('studio.unnamedPart', 'It has no name: with a screen reader nobody can tell it from others.');
    case 'no-words':
      return text('studio.noWords', 'Its text is empty: nobody can hear what pressing it does.');
    case 'heading-left-out':
      return text(
        'studio.headingLeftOut',
        'The heading is of level {level}, and one above it is left out: level {right} comes next.',
        about,
      );
    case 'small-target':
      return text('studio.smallTarget', 'With {pixels} pixels it is too small for a finger, which needs {least}.', about);
    case 'low-contrast':
      return text(
        'studio.lowContrast',
        '{foreground} on {background} is too faint in {scheme, select, dark {the dark} other {the light}}: contrast {ratio}, {needed} is needed.',
        about,
      );
    case 'many-components':
      return text('studio.manyComponents', 'The page has {count} components; beyond {most} it opens slowly.', about);
    case 'many-queries':
      return text('studio.manyQueries', 'The page has {count} queries; beyond {most} it opens slowly.', about);
    case 'unbounded-list':
      return text('studio.unboundedList', 'The list draws up to {count} rows at once; beyond {most} it becomes slow.', about);
    case 'unindexed-sort':
      return text('studio.unindexedSort', 'It sorts by {field}, which has no index: with many {entity}, all are read each time.', about);
    case 'unindexed-filter':
      return text(
        'studio.unindexedFilter',
        'It filters by {field}, which has no index: with many {entity}, all are read each time.',
        about,
      );
  }
}

/** What mends it, as its button says. */
export function fixWords(finding: FindingName, text: TextLookup): string {
  switch (finding) {
    case 'heading-left-out':
      return text('studio.fix.level', 'Set the level');
    case 'small-target':
      return text('studio.fix.size', 'Make it larger');
    case 'low-contrast':
      return text('studio.fix.colour', 'Remove its own colour');
    case 'unbounded-list':
      return text('studio.fix.limit', 'Limit it');
    case 'unindexed-sort':
    case 'unindexed-filter':
      return text('studio.fix.index', 'Add an index');
    default:
      return text('studio.fix.label', 'Name it');
  }
}
