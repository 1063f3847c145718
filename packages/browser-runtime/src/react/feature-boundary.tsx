import { Component, type ComponentType, type ReactNode } from 'react'

export interface FeatureErrorProps {
  error: unknown
  /** Loads the plugin and the feature again. */
  retry(): void
}

interface Props {
  fallback: ComponentType<FeatureErrorProps> | undefined
  retry(): void
  children: ReactNode
}

interface State {
  failure?: { error: unknown }
}

/** Keeps what a feature throws away from the host. React has no error boundary without a class. */
export class FeatureBoundary extends Component<Props, State> {
  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } }
  }

  override state: State = {}

  override render(): ReactNode {
    const { fallback: Fallback, retry, children } = this.props
    const { failure } = this.state
    if (!failure) return children
    if (Fallback) return <Fallback error={failure.error} retry={retry} />
    return <p role="alert">{String(failure.error)}</p>
  }
}
