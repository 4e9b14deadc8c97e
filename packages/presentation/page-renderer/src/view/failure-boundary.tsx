import { useText } from '@plinth/component-kit';
import { Component, type ReactNode } from 'react';

interface FailureBoundaryProps {
  /** What people call the thing that may fail. */
  readonly title: string;
  readonly children: ReactNode;
}

/** Keeps a failure where it happened: the rest of the page goes on. */
export class FailureBoundary extends Component<FailureBoundaryProps, { readonly failure: unknown; readonly failed: boolean }> {
  override state = { failure: null, failed: false };

  static getDerivedStateFromError(failure: unknown) {
    return { failure, failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <Failed title={this.props.title} failure={this.state.failure} onRetry={() => this.setState({ failure: null, failed: false })} />;
  }
}

/** Stands where something failed. */
export function Failed({ title, failure, onRetry }: { readonly title: string; readonly failure: unknown; readonly onRetry: () => void }) {
  const text = useText();
  const reason = failure instanceof Error ? failure.message : '';
  return (
    <div className="plinth-failed" role="alert">
      <span>
        <strong>{text('page.failed', '{title} cannot be shown.', { title })}</strong> {reason}
      </span>
      <button type="button" onClick={onRetry}>
        {text('page.retry', 'Try again')}
      </button>
    </div>
  );
}
