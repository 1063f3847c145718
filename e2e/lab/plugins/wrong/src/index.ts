/** No plugin: what somebody exports who has not read the README. */
export default { hello: 'world' }
