import type { Saying } from '@plinth/studio-frame';
import type { DetachRefusal } from './detach-composite.ts';
import type { CompositeRefusal } from './make-composite.ts';

const mostNamed = 5;

/** Why components cannot become a composite, and what to do. */
export function compositeRefusal(refusal: CompositeRefusal): Saying {
  if (refusal.refused === 'apart')
    return {
      message: 'A composite is made of components beside each other.',
      hint: 'Select one, or several that stand in the same place.',
      tone: 'bad',
    };
  return {
    message: `They change or open what stays on the page: ${named(refusal.names)}.`,
    hint: 'Select that too, or let them do something else.',
    tone: 'bad',
  };
}

/** Why a composite cannot be written out where it stands. */
export function detachRefusal({ names }: DetachRefusal): Saying {
  return {
    message: `What it is given would mean something else within it: ${named(names)}.`,
    hint: 'Let the page remember the value, give it that, and detach it then.',
    tone: 'bad',
  };
}

function named(names: readonly string[]): string {
  return names.length > mostNamed ? `${names.slice(0, mostNamed).join(', ')} …` : names.join(', ');
}
