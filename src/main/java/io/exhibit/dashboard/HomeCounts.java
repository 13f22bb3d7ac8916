package io.exhibit.dashboard;

import io.exhibit.findings.MonthBalance;
import java.util.List;

/** What the home page counts over all findings: what is or will be late, the worst of it, what has no rank, and the months. */
record HomeCounts(
        HomeFigures.Clocks clocks,
        List<HomeFigures.Worst> worst,
        HomeStore.Since unranked,
        List<MonthBalance> months) {}
