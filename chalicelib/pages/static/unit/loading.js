// What a place loads of its own when it is opened.

import { Component } from "preact";

/**
 * Keeps what `load()` gives in the page's state: when the place is opened, and again whenever `of`
 * changes. What goes wrong is shown at the top of the place until it is loaded.
 */
export class Loading extends Component {
  componentDidMount() {
    this.load();
  }

  componentDidUpdate({ of }) {
    if (of !== this.props.of) this.load();
  }

  async load() {
    const { page, load } = this.props;
    const { state } = page;
    try {
      Object.assign(state, await load());
      if (state.problem === this.problem) state.problem = null;
    } catch (problem) {
      this.problem = problem;
      state.problem = problem;
    }
    page.paint();
  }

  render({ children }) {
    return children;
  }
}
