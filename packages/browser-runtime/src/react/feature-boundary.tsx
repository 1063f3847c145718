import { Component, type ComponentType, type ReactNode } from 'react'
import type { FeatureFailureProps } from './feature-failure.tsx'

export interface FeatureBoundaryProps extends Omit<FeatureFailureProps, 'error'> {
  Failure: ComponentType<FeatureFailureProps>
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
    const { Failure, children, ...props } = this.props
    const { failure } = this.state
    return failure ? <Failure {...props} error={failure.error} /> : children
  }
}
