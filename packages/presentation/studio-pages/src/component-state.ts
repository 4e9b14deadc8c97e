import type { RecordOf } from '@plinth/app-definition';
import satisfies from 'semver/functions/satisfies.js';
import type { ComponentsById } from './component-titles.ts';

/** Whether a component instance is what it was made with: its component is not here, or not in a version that it asks for. */
export type ComponentState = 'known' | 'unknown' | 'otherVersion';

export function componentState(
  { component, version }: Pick<RecordOf<'component'>, 'component' | 'version'>,
  components: ComponentsById,
): ComponentState {
  const metadata = components.get(component);
  if (metadata === undefined) return 'unknown';
  return version === undefined || satisfies(metadata.version, version) ? 'known' : 'otherVersion';
}
