import { asPlinthError } from '@plinth/foundation';
import type { HomeNotice } from '@plinth/studio-frame';
import { useState } from 'react';

/** Does things one at a time and says what came of them: a notice where one failed, or where one gives words. */
export function useAct() {
  const [notice, setNotice] = useState<HomeNotice | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<string | undefined>): Promise<boolean> => {
    setBusy(true);
    setNotice(null);
    try {
      const message = await work();
      if (message !== undefined) setNotice({ message });
      return true;
    } catch (thrown) {
      const { message, hint } = asPlinthError(thrown);
      setNotice({ message, hint, bad: true });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { act, busy, notice, dismiss: () => setNotice(null) };
}
