/**
 * What is edited, and how the page shows that it has arrived. `arrived` runs in the page. `isCode`: an
 * edit of a plugin's code, over which its state should stay.
 */
export const edits = {
  // The control: the host's own component, by fast refresh.
  host: {
    path: () => 'shell/app.jsx',
    change: (text, at) => text.replace(/label="Overview[^"]*"/, `label="Overview ${at}"`),
    arrived: (at) => document.querySelector('nav')?.textContent.includes(`Overview ${at}`),
  },
  component: {
    path: inPlugin(-1, 'src/widget.jsx'),
    change: (text, at) => text.replace(/More of [^<]*/, `More of edit ${at}`),
    arrived: (at) => document.body.textContent.includes(`More of edit ${at}`),
    isCode: true,
  },
  entry: {
    path: inPlugin(-1, 'src/said.js'),
    change: (text, at) => text.replace(/said \d+/, `said ${at}`),
    arrived: (at) => document.body.dataset.said === `said ${at}`,
    isCode: true,
  },
  service: {
    path: inPlugin(-2, 'src/words.js'),
    change: (text, at) => text.replace(/words \d+/, `words ${at}`),
    arrived: (at) => document.querySelector('output')?.textContent === `words ${at}`,
    isCode: true,
  },
  module: {
    path: inPlugin(-1, 'src/model.js'),
    change: (text, at) => text.replace(/'d MMMM[^']*'/, `'d MMMM (${at})'`),
    arrived: (at) => document.body.textContent.includes(`(${at})`),
    isCode: true,
  },
  style: {
    path: inPlugin(-1, 'src/style.css'),
    change: (text, at) => text.replace(/margin: [^;]*/, `margin: ${40 + at}px`),
    arrived: (at) =>
      [...document.querySelectorAll('section div')].some(
        (element) => getComputedStyle(element).marginTop === `${40 + at}px`,
      ),
    isCode: true,
  },
  manifest: {
    path: inPlugin(-1, 'plugin.json'),
    change: (text, at) => text.replace(/"label": "[^"]*"/, `"label": "Renamed ${at}"`),
    // The shell reads its navigation once; the host has the new one.
    arrived: (at) =>
      globalThis.bench?.host.extensions('app.pages').some(({ label }) => label === `Renamed ${at}`),
  },
}

function inPlugin(place, file) {
  return ({ plugins, active }) => {
    const { folder } = plugins.find(({ id }) => id === active.at(place))
    return `${folder}/${file}`
  }
}
