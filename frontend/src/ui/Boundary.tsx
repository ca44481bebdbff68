import { Component, type ReactNode } from 'react';

interface Props {
  /** Another value, for example another address, tries again. */
  on: string;
  fallback: (failure: unknown) => ReactNode;
  children: ReactNode;
}

/** Catches what fails while drawing, so that one broken page never takes help away with it. */
export class Boundary extends Component<Props, { failure: unknown }> {
  override state = { failure: null as unknown };

  static getDerivedStateFromError(failure: unknown) {
    return { failure };
  }

  override componentDidUpdate(before: Props) {
    if (before.on !== this.props.on && this.state.failure) this.setState({ failure: null });
  }

  override render() {
    return this.state.failure ? this.props.fallback(this.state.failure) : this.props.children;
  }
}
