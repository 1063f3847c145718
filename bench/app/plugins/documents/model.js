export const documents = Array.from(
  { length: 12 },
  (_, number) => `## Report ${number + 1}

A line of **plain** text with a [link](https://example.com/${number}) and \`code\`.

- first of ${number}
- second of ${number}
`,
)
