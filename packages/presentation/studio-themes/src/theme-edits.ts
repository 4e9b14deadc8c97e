import { type ActionBody, appId, type RecordOf } from '@plinth/app-definition';
import type { MendedColour } from '@plinth/component-kit';

export type Scheme = 'light' | 'dark';
type Theme = RecordOf<'theme'>;

/** A change of a theme, and what the undo menu calls it. */
export interface ThemeEdit {
  readonly body: ActionBody;
  readonly intent: string;
}

const update = (id: string, path: readonly string[], value?: string): ActionBody => ({
  type: 'RECORD_UPDATE',
  payload: { id, path: [...path], ...(value === undefined ? {} : { value }) },
});

/** Sets a token; undefined gives it the value of the platform again. */
export function setToken(theme: Theme, scheme: Scheme, token: string, value: string | undefined): ThemeEdit {
  const intent = value === undefined ? `Reset ${token} (${scheme})` : `Set ${token} to ${value} (${scheme})`;
  return { body: update(theme.id, [scheme, token], value), intent };
}

/** Mends several colours in one step. */
export function mendColours(theme: Theme, mended: readonly (MendedColour & { readonly scheme: Scheme })[]): ThemeEdit {
  const actions = mended.map(({ scheme, token, value }) => update(theme.id, [scheme, token], value));
  return { body: { type: 'BATCH', payload: { actions } }, intent: `Mend contrast (${mended.map(({ token }) => token).join(', ')})` };
}

export function setOfTheme(theme: Theme, property: 'label' | 'key' | 'density', value: string | undefined): ThemeEdit {
  return { body: update(theme.id, [property], value), intent: `Change ${property} of theme ${theme.key}` };
}

/** Has the application wear the theme, or none. */
export function wear(theme: Theme | null): ThemeEdit {
  const intent = theme === null ? 'Wear no theme' : `Wear theme ${theme.key}`;
  return { body: update(appId, ['theme'], theme?.id), intent };
}

/** Removes a theme; the application then wears none where it wore this. */
export function removeTheme(theme: Theme, worn: boolean): ThemeEdit {
  const remove: ActionBody = { type: 'RECORD_REMOVE', payload: { id: theme.id } };
  const body: ActionBody = worn ? { type: 'BATCH', payload: { actions: [update(appId, ['theme']), remove] } } : remove;
  return { body, intent: `Remove theme ${theme.key}` };
}
