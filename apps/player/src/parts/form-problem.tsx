import { Icon } from '@plinth/component-kit';
import type { PlinthError } from '@plinth/foundation';

/** Why a form was refused, told at once to screen readers. */
export function FormProblem({ error }: { readonly error: PlinthError | null }) {
  return (
    <div role="alert">
      {error === null ? null : (
        <div className="player-problem">
          <Icon name="alert-circle" size={18} />
          <div>
            <strong>{error.message}</strong>
            <div>{error.hint}</div>
          </div>
        </div>
      )}
    </div>
  );
}
