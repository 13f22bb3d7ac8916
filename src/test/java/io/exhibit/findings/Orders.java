package io.exhibit.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every order in which so many reports can come in. */
final class Orders {

    private Orders() {}

    /** Of the numbers from 0 on. */
    static Stream<List<Integer>> of(int many) {
        return of(IntStream.range(0, many).boxed().toList());
    }

    private static Stream<List<Integer>> of(List<Integer> left) {
        return left.size() == 1
                ? Stream.of(left)
                : left.stream()
                        .flatMap(first -> of(left.stream()
                                        .filter(n -> !n.equals(first))
                                        .toList())
                                .map(rest -> {
                                    List<Integer> order = new ArrayList<>(List.of(first));
                                    order.addAll(rest);
                                    return order;
                                }));
    }
}
