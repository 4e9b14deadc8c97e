import type { TextLookup } from '@plinth/component-kit';
import type { Saying } from '@plinth/studio-frame';
import type { ClipProblem } from './clip.ts';

/** Why text on the clipboard cannot be pasted onto a page, and what to do. */
export function clipRefusal(text: TextLookup, problem: ClipProblem): Saying {
  switch (problem) {
    case 'foreign':
      return {
        message: text('studio.clip.foreign', 'What was copied is no component.'),
        hint: text('studio.clip.foreignHelp', 'Copy a component in the Studio first.'),
        tone: 'bad',
      };
    case 'later':
      return {
        message: text('studio.clip.later', 'What was copied is of another version of the Studio.'),
        hint: text('studio.clip.laterHelp', 'Update this Plinth, or copy it here.'),
        tone: 'bad',
      };
    case 'broken':
      return {
        message: text('studio.clip.broken', 'What was copied is no whole component any more.'),
        hint: text('studio.clip.brokenHelp', 'Copy it again in the Studio, and do not change the text.'),
        tone: 'bad',
      };
    case 'large':
      return {
        message: text('studio.clip.large', 'What was copied is more than can be pasted at once.'),
        hint: text('studio.clip.largeHelp', 'Copy at most 5,000 components.'),
        tone: 'bad',
      };
  }
}

/** What a pasted component needs and is not here. */
export function clipLacks(text: TextLookup, missing: readonly string[]): Saying {
  return {
    message: text('studio.clip.lacks', 'Pasted. Not here: {names}.', { names: missing.join(', ') }),
    hint: text('studio.clip.lacksHelp', 'Choose others in the properties of what was pasted.'),
    tone: 'info',
  };
}
