package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OsReleaseTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            debian  | 12.7                          | debian        | 12
            debian  | 9.9                           | debian        | 9
            debian  | 13                            | debian        | 13
            Debian  | ' 10.13 '                     | debian        | 10
            alpine  | 3.18.4                        | alpine-linux  | 3.18
            alpine  | 3.16                          | alpine-linux  | 3.16
            alpine  | 3.2.3                         | alpine-linux  | 3.2
            ubuntu  | 22.04                         | ubuntu        | 22.04
            ubuntu  | 22.04.2                       | ubuntu        | 22.04
            ubuntu  | 23.10                         | ubuntu        | 23.10
            redhat  | 9.4                           | rhel          | 9
            redhat  | 10.0                          | rhel          | 10
            rhel    | 8                             | rhel          | 8
            centos  | 7.6.1810                      | centos        | 7
            centos  | 6.10                          | centos        | 6
            centos  | 8.4.2105                      | centos        | 8
            centos  | 9                             | centos-stream | 9
            rocky   | 9.3                           | rocky-linux   | 9
            alma    | 8.10                          | almalinux     | 8
            oracle  | 8.9                           | oracle-linux  | 8
            amazon  | 2 (Karoo)                     | amazon-linux  | 2
            amazon  | 2023 (Amazon Linux)           | amazon-linux  | 2023
            amazon  | 2023.5.20240722 (Amazon Linux)| amazon-linux  | 2023
            amazon  | AMI release 2018.03           | amazon-linux  | 2018.03
            fedora  | 42                            | fedora        | 42
            opensuse-leap | 15.6                    | opensuse      | 15.6
            sles    | 15.5                          | sles          | 15.5
            sles    | 12                            | sles          | 12
            """)
    void tellsTheReleaseOfWhatScannersWrite(String family, String name, String product, String release) {
        assertThat(OsRelease.of(family, name)).isEqualTo(new OsRelease.Told(product, release));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            debian  | trixie/sid            | exactly
            debian  | 12/sid                | exactly
            debian  | 012                   | exactly
            debian  | -12                   | exactly
            debian  | 12.7; DROP TABLE x    | exactly
            debian  | 99999999999999999999  | exactly
            debian  | 12.                   | exactly
            debian  | ١٢                    | exactly
            debian  | ''                    | did not say its version
            debian  |                       | did not say its version
            alpine  | edge                  | exactly
            alpine  | 3.19.0_alpha20230901  | exactly
            alpine  | 3                     | exactly
            ubuntu  | 22                    | exactly
            ubuntu  | 22.04-ESM             | exactly
            centos  | 8                     | exactly
            amazon  | 2 (<script>)          | exactly
            amazon  | 20                    | exactly
            none    | ''                    | no operating system
                    |                       | No scan said
            ''      | 12                    | No scan said
            wolfi   | 20230201              | rolls on
            windows | 10.0.17763            | none of those
            photon  | 3.0                   | none of those
            debian2 | 12                    | none of those
            """)
    void saysWhyItTellsNone(String family, String name, String reason) {
        assertThat(OsRelease.of(family, name))
                .isInstanceOfSatisfying(
                        OsRelease.NotTold.class, not -> assertThat(not.reason()).contains(reason));
    }
}
