import { Button } from '@mantine/core';
import { setTenantTheme, type TenantTheme } from '@plinth/api-contract';
import { appearanceOf, type RecordOf, sameJson } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type JsonValue, type PlinthError } from '@plinth/foundation';
import { FailureLine, StudioDialog, useWork } from '@plinth/studio-frame';
import { useState } from 'react';

/** Makes a theme what applications wear that have none of their own, or takes that away; for administrators. */
export function TenantThemeChoice({ theme }: { readonly theme: RecordOf<'theme'> }) {
  const text = useText();
  const work = useWork();
  const [worn, setWorn] = useState<TenantTheme | null>(work.tenantTheme ?? null);
  const [asked, setAsked] = useState<'set' | 'remove' | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  if (!work.member.tenantRoles.includes('administrator')) return null;
  const own = appearanceOf(theme);
  const isWorn = worn !== null && sameJson(own as JsonValue, worn as JsonValue);
  const set = async (wanted: TenantTheme | null) => {
    setBusy(true);
    setError(null);
    try {
      setWorn((await work.client.call(setTenantTheme, { tenant: work.tenant }, { theme: wanted })).theme);
      setAsked(null);
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <>
      {isWorn ? (
        <span role="status">{text('studio.themes.isTenants', 'It is the theme of the tenant.')}</span>
      ) : (
        <button type="button" className="studio-link" onClick={() => setAsked('set')}>
          {text('studio.themes.makeTenants', 'Make it the theme of the tenant')}
        </button>
      )}
      {worn === null ? null : (
        <button type="button" className="studio-link" onClick={() => setAsked('remove')}>
          {text('studio.themes.removeTenants', 'Take the theme of the tenant away')}
        </button>
      )}
      <StudioDialog
        opened={asked !== null}
        onClose={() => busy || setAsked(null)}
        title={
          asked === 'remove'
            ? text('studio.themes.removeTenants', 'Take the theme of the tenant away')
            : text('studio.themes.makeTenants', 'Make it the theme of the tenant')
        }
      >
        <div className="studio-form">
          <p>
            {asked === 'remove'
              ? text('studio.themes.removeTenantsHelp', 'Applications without a theme of their own look as Plinth does again, at once.')
              : text(
                  'studio.themes.makeTenantsHelp',
                  'Every application that has no theme of its own wears it at once, as it is now. What you change in this theme later does not follow by itself.',
                )}
          </p>
          <FailureLine error={error} />
          <div className="studio-buttons">
            <Button loading={busy} onClick={() => void set(asked === 'remove' ? null : own)} data-autofocus>
              {asked === 'remove' ? text('studio.themes.takeAway', 'Take away') : text('studio.themes.make', 'Let them wear it')}
            </Button>
            <Button variant="default" disabled={busy} onClick={() => setAsked(null)}>
              {text('studio.cancel', 'Cancel')}
            </Button>
          </div>
        </div>
      </StudioDialog>
    </>
  );
}
