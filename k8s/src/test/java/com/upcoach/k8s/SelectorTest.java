package com.upcoach.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selectors, asked about a pod whose labels are a=1 and b=2. */
class SelectorTest {
    private static final Map<String, String> POD = Map.of("a", "1", "b", "2");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {} | true
            {matchLabels: {a: '1'}} | true
            {matchLabels: {a: '1', b: '1'}} | false
            {matchExpressions: [{key: a, operator: In, values: ['0', '1']}]} | true
            {matchExpressions: [{key: a, operator: In, values: ['0']}]} | false
            {matchExpressions: [{key: c, operator: In, values: ['0']}]} | false
            {matchExpressions: [{key: a, operator: NotIn, values: ['1']}]} | false
            {matchExpressions: [{key: c, operator: NotIn, values: ['1']}]} | true
            {matchExpressions: [{key: a, operator: Exists}]} | true
            {matchExpressions: [{key: c, operator: Exists}]} | false
            {matchExpressions: [{key: a, operator: DoesNotExist}]} | false
            {matchExpressions: [{key: c, operator: DoesNotExist}]} | true
            {matchLabels: {a: '1'}, matchExpressions: [{key: b, operator: In, values: ['1']}]} | false
            """)
    void selectsAsKubernetesDoes(String selector, boolean selects) {
        Selector read =
                new Selector(Manifest.all("spec: " + selector).getFirst().at("/spec"));
        assertThat(read.selects(POD)).isEqualTo(selects);
    }
}
