// What a place loads of its own when it is opened.

import { Component } from "preact";

/**
 * Keeps what `load()` gives in the page's state: when the place is opened, and again whenever `of`
 * changes. What goes wrong is shown at the top of the place.
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
    try {
      Object.assign(page.state, await load());
    } catch (problem) {
      page.state.problem = problem;
    }
    page.paint();
  }

  render({ children }) {
    return children;
  }
}
