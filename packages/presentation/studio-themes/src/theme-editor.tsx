import './studio-themes.css';
import { appOf, recordOf } from '@plinth/app-definition';
import { baseTokens, checkContrast, useLanguage, useText } from '@plinth/component-kit';
import { useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useMemo, useState } from 'react';
import { ContrastFindings } from './contrast-findings.tsx';
import { tokensOf } from './mend-all.ts';
import { TenantThemeChoice } from './tenant-theme.tsx';
import { type Scheme, type ThemeEdit, wear } from './theme-edits.ts';
import { ThemePreview } from './theme-preview.tsx';
import { ThemeProperties } from './theme-properties.tsx';
import { type SampleWords, samplePage } from './theme-sample.ts';

const schemes: readonly Scheme[] = ['light', 'dark'];

/** A theme beside components that wear it, with what cannot be read. */
export function ThemeEditor({ artefact }: { readonly artefact: string }) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const { locale } = useLanguage();
  const [scheme, setScheme] = useState<Scheme>('light');
  const theme = recordOf(definition, 'theme', artefact);
  const words = useMemo(
    (): SampleWords => ({
      title: text('studio.themes.sampleTitle', 'Loans to decide'),
      text: text('studio.themes.sampleText', 'What your people read most of the day.'),
      save: text('studio.themes.sampleSave', 'Save'),
      cancel: text('studio.themes.sampleCancel', 'Cancel'),
      remove: text('studio.themes.sampleRemove', 'Delete'),
      more: text('studio.themes.sampleMore', 'More'),
      good: text('studio.themes.sampleGood', 'Approved'),
      warn: text('studio.themes.sampleWarn', 'Waiting'),
      bad: text('studio.themes.sampleBad', 'Refused'),
      name: text('studio.themes.sampleName', 'Name'),
      amount: text('studio.themes.sampleAmount', 'Amount'),
      state: text('studio.themes.sampleState', 'Active'),
      figure: text('studio.themes.sampleFigure', 'Open loans'),
      help: text('studio.themes.sampleHelp', 'since last week'),
    }),
    [text],
  );
  const page = useMemo(() => {
    if (theme === null) return null;
    const { tenant, environment, application } = work;
    const shell = {
      tenant: { key: tenant, label: tenant },
      environment: { key: environment, label: environment },
      application: { key: application, label: application, version: '0.0.0', signature: '', homePage: null },
      person: null,
      userTypes: {},
      settings: {},
      settingTypes: {},
      hasTasks: false,
      pages: [],
      entities: [],
      locale,
      locales: [locale],
      messages: {},
    };
    return samplePage(words, tokensOf(theme, scheme), theme, shell);
  }, [theme, scheme, words, locale, work]);
  const findings = useMemo(() => (theme === null ? [] : checkContrast(theme, baseTokens)), [theme]);
  if (theme === null || page === null) return null;
  const worn = appOf(definition)?.theme === theme.id;
  const edit = ({ body, intent }: ThemeEdit) => void work.act(body, intent);
  return (
    <WorkArea
      side={null}
      properties={<ThemeProperties key={scheme} theme={theme} scheme={scheme} worn={worn} findings={findings} onEdit={edit} />}
    >
      <div className="themes-editor">
        <header>
          <h1>
            <bdi>{theme.label.trim() === '' ? theme.key : theme.label}</bdi>
          </h1>
          <button type="button" className="studio-link" onClick={() => edit(wear(worn ? null : theme))}>
            {worn ? text('studio.themes.takeOff', 'Worn: take off') : text('studio.themes.wear', 'Wear this theme')}
          </button>
          <TenantThemeChoice theme={theme} />
          <span className="studio-grow" />
          <fieldset className="studio-choices" aria-label={text('studio.themes.scheme', 'Light or dark')}>
            {schemes.map((each) => (
              <button key={each} type="button" aria-pressed={scheme === each} onClick={() => setScheme(each)}>
                {each === 'light' ? text('studio.themes.light', 'Light') : text('studio.themes.dark', 'Dark')}
              </button>
            ))}
          </fieldset>
        </header>
        <ContrastFindings theme={theme} findings={findings} onEdit={edit} onScheme={setScheme} />
        <ThemePreview page={page} />
      </div>
    </WorkArea>
  );
}
