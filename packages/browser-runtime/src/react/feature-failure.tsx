import type { ComponentType, ReactElement } from 'react'

export interface FeatureErrorProps {
  error: unknown
  /** Loads the plugin and the feature again. */
  retry(): void
}

export interface FeatureFailureProps extends FeatureErrorProps {
  errorFallback: ComponentType<FeatureErrorProps> | undefined
}

/** Stands in the place of a feature that could not be loaded, or that threw. */
export function FeatureFailure({
  error,
  retry,
  errorFallback: Fallback,
}: FeatureFailureProps): ReactElement {
  return Fallback ? <Fallback error={error} retry={retry} /> : <p role="alert">{String(error)}</p>
}
