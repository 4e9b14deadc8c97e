import type { RecordOf } from '@plinth/app-definition';
import { type ContrastFinding, useText } from '@plinth/component-kit';
import { ToolButton, useDraft } from '@plinth/studio-frame';
import { tokensOf } from './mend-all.ts';
import { removeTheme, type Scheme, setOfTheme, setToken, type ThemeEdit } from './theme-edits.ts';
import { colourGroups, fontTokens, type NamedToken, shapeTokens } from './token-groups.ts';
import { TokenInput } from './token-input.tsx';

interface ThemePropertiesProps {
  readonly theme: RecordOf<'theme'>;
  readonly scheme: Scheme;
  readonly worn: boolean;
  readonly findings: readonly ContrastFinding[];
  onEdit(edit: ThemeEdit): void;
}

/** Everything that a theme says, in the scheme that is looked at. */
export function ThemeProperties({ theme, scheme, worn, findings, onEdit }: ThemePropertiesProps) {
  const text = useText();
  const label = useDraft(theme.label, (value) => onEdit(setOfTheme(theme, 'label', value.trim())));
  const tokens = tokensOf(theme, scheme);
  const faint = new Set<string>(findings.filter((each) => each.scheme === scheme).map(({ foreground }) => foreground));
  const rows = (named: readonly NamedToken[], of: Scheme, colour: boolean) =>
    named.map((each) => (
      <TokenInput
        key={`${of} ${each.token}`}
        named={each}
        colour={colour}
        value={tokens[each.token] ?? ''}
        own={theme[of][each.token] !== undefined}
        faint={faint.has(each.token)}
        onKeep={(value) => onEdit(setToken(theme, of, each.token, value))}
      />
    ));
  return (
    <div className="themes-properties">
      <header className="studio-panel-head">
        <h2>{text('studio.themes.theme', 'Theme')}</h2>
        <ToolButton icon="trash" label={text('studio.themes.remove', 'Remove theme')} onClick={() => onEdit(removeTheme(theme, worn))} />
      </header>
      <section className="studio-panel-group">
        <label className="themes-field">
          {text('studio.column.label', 'Label')}
          <input type="text" maxLength={500} {...label} />
        </label>
        <label className="themes-field">
          {text('studio.themes.density', 'Density')}
          <select
            value={theme.density ?? 'roomy'}
            onChange={({ currentTarget }) =>
              onEdit(setOfTheme(theme, 'density', currentTarget.value === 'compact' ? 'compact' : undefined))
            }
          >
            <option value="roomy">{text('studio.themes.roomy', 'Roomy')}</option>
            <option value="compact">{text('studio.themes.compact', 'Compact')}</option>
          </select>
        </label>
      </section>
      {colourGroups.map((group) => (
        <section key={group.id} className="studio-panel-group">
          <h3>{text(group.id, group.english)}</h3>
          {rows(group.tokens, scheme, true)}
        </section>
      ))}
      <section className="studio-panel-group">
        <h3>{text('studio.themes.roundness', 'Roundness')}</h3>
        {rows(shapeTokens, 'light', false)}
      </section>
      <section className="studio-panel-group">
        <h3>{text('studio.themes.fonts', 'Fonts')}</h3>
        {rows(fontTokens, 'light', false)}
        <p className="themes-help">
          {text(
            'studio.themes.fontHelp',
            'Fonts that are on the devices of people, such as Georgia, serif. Nothing is fetched from elsewhere.',
          )}
        </p>
      </section>
    </div>
  );
}
