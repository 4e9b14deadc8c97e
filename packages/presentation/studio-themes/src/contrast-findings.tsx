import type { RecordOf } from '@plinth/app-definition';
import { type ContrastFinding, contrastRatio, Icon, mendContrast, useFormat, useText } from '@plinth/component-kit';
import { mendAll, tokensOf } from './mend-all.ts';
import { mendColours, type Scheme, type ThemeEdit } from './theme-edits.ts';
import { namedTokens } from './token-groups.ts';

interface ContrastFindingsProps {
  readonly theme: RecordOf<'theme'>;
  readonly findings: readonly ContrastFinding[];
  onEdit(edit: ThemeEdit): void;
  /** Shows the scheme of a finding. */
  onScheme(scheme: Scheme): void;
}

/** What is too faint to be read, each with the nearest colour that can, and all of them at once. */
export function ContrastFindings({ theme, findings, onEdit, onScheme }: ContrastFindingsProps) {
  const text = useText();
  if (findings.length === 0) {
    return (
      <p className="themes-good" role="status">
        <Icon name="check" size={15} /> {text('studio.themes.readable', 'Every text and control can be read (WCAG AA), in light and dark.')}
      </p>
    );
  }
  return (
    <section className="themes-findings" aria-label={text('studio.themes.contrast', 'Contrast')}>
      <header>
        <h2>{text('studio.themes.faint', '{count, plural, one {# pair is} other {# pairs are}} too faint', { count: findings.length })}</h2>
        <button type="button" className="studio-link" onClick={() => onEdit(mendColours(theme, mendAll(theme)))}>
          {text('studio.themes.mendAll', 'Mend all')}
        </button>
      </header>
      <ul>
        {findings.map((finding) => (
          <FindingLine
            key={`${finding.scheme} ${finding.foreground} ${finding.background}`}
            theme={theme}
            finding={finding}
            onEdit={onEdit}
            onScheme={onScheme}
          />
        ))}
      </ul>
    </section>
  );
}

function FindingLine({
  theme,
  finding,
  onEdit,
  onScheme,
}: Omit<ContrastFindingsProps, 'findings'> & { readonly finding: ContrastFinding }) {
  const text = useText();
  const format = useFormat();
  const { scheme, foreground, background, needed } = finding;
  const tokens = tokensOf(theme, scheme);
  const nameOf = (token: string) => {
    const named = namedTokens.get(token);
    return named === undefined ? token : text(named.id, named.english);
  };
  const ratio = contrastRatio(tokens[foreground] ?? '', tokens[background] ?? '');
  const mended = mendContrast(finding, tokens);
  const figure = (value: number) => format.number(Math.floor(value * 10) / 10);
  return (
    <li>
      <button type="button" className="themes-pair" onClick={() => onScheme(scheme)}>
        <span className="themes-swatches">
          <svg viewBox="0 0 28 18" width="28" height="18" aria-hidden="true">
            <rect width="28" height="18" rx="4" fill={tokens[background]} />
            <circle cx="14" cy="9" r="5" fill={tokens[foreground]} />
          </svg>
        </span>
        <span>
          {text('studio.themes.pair', '{foreground} on {background}', { foreground: nameOf(foreground), background: nameOf(background) })}
        </span>
        <small>
          {scheme === 'light' ? text('studio.themes.light', 'Light') : text('studio.themes.dark', 'Dark')}
          {' · '}
          {ratio === null
            ? text('studio.themes.unknown', 'cannot be judged: write it as #rrggbb')
            : text('studio.themes.ratio', '{ratio} of {needed}', { ratio: figure(ratio), needed: figure(needed) })}
        </small>
      </button>
      {mended === null ? null : (
        <button type="button" className="studio-link" onClick={() => onEdit(mendColours(theme, [{ ...mended, scheme }]))}>
          <svg className="themes-dot" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <circle cx="6" cy="6" r="5" fill={mended.value} stroke="var(--line-control)" />
          </svg>
          {text('studio.themes.mend', '{token} {value}', { token: nameOf(mended.token), value: mended.value })}
        </button>
      )}
    </li>
  );
}
