import type { TextLookup } from '@plinth/component-kit';
import type { Saying } from '@plinth/studio-frame';
import type { DetachRefusal } from './detach-composite.ts';
import type { CompositeRefusal } from './make-composite.ts';

const mostNamed = 5;

/** Why components cannot become a composite, and what to do. */
export function compositeRefusal(text: TextLookup, refusal: CompositeRefusal): Saying {
  if (refusal.refused === 'apart')
    return {
      message: text('studio.composite.apart', 'A composite is made of components beside each other.'),
      hint: text('studio.composite.apartHelp', 'Select one, or several that stand in the same place.'),
      tone: 'bad',
    };
  return {
    message: text('studio.composite.staying', 'They change or open what stays on the page: {names}.', { names: named(refusal.names) }),
    hint: text('studio.composite.stayingHelp', 'Select that too, or let them do something else.'),
    tone: 'bad',
  };
}

/** Why a composite cannot be written out where it stands. */
export function detachRefusal(text: TextLookup, { names }: DetachRefusal): Saying {
  return {
    message: text('studio.composite.meaning', 'What it is given would mean something else within it: {names}.', { names: named(names) }),
    hint: text('studio.composite.meaningHelp', 'Let the page remember the value, give it that, and detach it then.'),
    tone: 'bad',
  };
}

function named(names: readonly string[]): string {
  return names.length > mostNamed ? `${names.slice(0, mostNamed).join(', ')} …` : names.join(', ');
}
