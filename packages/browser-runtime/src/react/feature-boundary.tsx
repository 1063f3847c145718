import { Component, type ReactNode } from 'react'
import { FeatureFailure, type FeatureFailureProps } from './feature-failure.tsx'

export interface FeatureBoundaryProps extends Omit<FeatureFailureProps, 'error'> {
  children: ReactNode
}

interface State {
  failure?: { error: unknown }
}

/** Keeps what a feature throws away from the host. React has no error boundary without a class. */
export class FeatureBoundary extends Component<FeatureBoundaryProps, State> {
  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } }
  }

  override state: State = {}

  override render(): ReactNode {
    const { children, ...props } = this.props
    const { failure } = this.state
    return failure ? <FeatureFailure {...props} error={failure.error} /> : children
  }
}
