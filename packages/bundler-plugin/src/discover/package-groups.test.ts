import { expect, test } from 'vitest'
import { packageGroups } from './package-groups.ts'

test('packages that are peers and released in step are a group, others are not', () => {
  const packages = new Map([
    ['react', { version: '19.3.1' }],
    ['react-dom', { version: '19.3.1', peerDependencies: { react: '^19.3.1' } }],
    ['react-query', { version: '5.0.0', peerDependencies: { react: '^18 || ^19' } }],
    ['@angular/core', { version: '21.0.0' }],
    ['@angular/common', { version: '21.0.0', peerDependencies: { '@angular/core': '21.0.0' } }],
    ['@angular/router', { version: '21.0.0', peerDependencies: { '@angular/common': '21.0.0' } }],
  ])
  expect(packageGroups(packages)).toEqual([
    ['@angular/common', '@angular/core', '@angular/router'],
    ['react', 'react-dom'],
  ])
})
