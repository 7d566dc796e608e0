const noImplicitEnd = require('bpmnlint/rules/no-implicit-end');

/**
 * The rule of the same name, without its false alarm: it looks for the association between a compensation boundary event
 * and its handler among the artifacts of the process only, not among those of the sub-process the event stands in.
 */
module.exports = () => {
  const { check, ...rule } = noImplicitEnd();

  return {
    ...rule,
    check(node, reporter) {
      if (!hasHandler(node)) {
        check(node, reporter);
      }
    },
  };
};

function hasHandler({ id, $parent, eventDefinitions = [] }) {
  const compensates = eventDefinitions.some(({ $type }) => $type === 'bpmn:CompensateEventDefinition');
  const artifacts = $parent?.artifacts ?? [];
  return compensates && artifacts.some(({ sourceRef, targetRef }) => sourceRef?.id === id && targetRef?.isForCompensation);
}
