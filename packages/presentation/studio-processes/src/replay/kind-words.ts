import type { TextLookup } from '@plinth/component-kit';
import type { ReplayDifference } from '@plinth/workflow-engine';

/** What went otherwise at an element when a history was done again. */
export function kindWords(kind: ReplayDifference['kind'], text: TextLookup): string {
  switch (kind) {
    case 'reached':
      return text('studio.replay.reached', 'reached now');
    case 'notReached':
      return text('studio.replay.notReached', 'no longer reached');
    case 'waits':
      return text('studio.replay.waits', 'waits now');
    case 'passes':
      return text('studio.replay.passes', 'no longer waits');
    case 'variables':
      return text('studio.replay.variables', 'sets other values');
    case 'incident':
      return text('studio.replay.incident', 'stops now');
    case 'noIncident':
      return text('studio.replay.noIncident', 'no longer stops');
    case 'refused':
      return text('studio.replay.refused', 'what came is not taken');
  }
}
