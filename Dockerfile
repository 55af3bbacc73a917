# Two images of one build: `agent`, which meters, and `demo`, whose trainings send to it.
#   docker build --target agent -t stillwatch .
FROM maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN mvn -B -ntp -Dquick -pl agent,demo package \
 && mvn -B -ntp -Dquick -pl agent dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib \
 && cp agent/target/agent-*.jar agent/target/lib/ \
 && cp demo/target/demo-*.jar demo/target/lib/
# The natives of the linear algebra are 400 MB: unpacked here, and not at every start.
RUN echo 'org.nd4j.linalg.factory.Nd4j.create(1)' | jshell -s --class-path "$(echo agent/target/lib/*.jar | tr ' ' ':')" \
    -R-Dorg.bytedeco.javacpp.cachedir=/build/natives - \
 && find natives -name 'libnd4jcpu.so' | grep -q .

# glibc, as these natives want it.
FROM eclipse-temurin:17.0.18_8-jre-jammy AS runtime
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin stillwatch
# One thread of linear algebra, so that fitted codebooks are the same at every start.
ENV OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
COPY --from=build /build/LICENSE /build/NOTICE /opt/stillwatch/
USER 10001:10001

FROM runtime AS demo
COPY --from=build /build/demo/target/lib /opt/stillwatch/lib
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-cp", "/opt/stillwatch/lib/*", "io.stillwatch.demo.Stillwatch"]
CMD ["demo"]

# The last stage is what is built where none is named.
FROM runtime AS agent
COPY --from=build /build/agent/target/lib /opt/stillwatch/lib
# Must be writable, or its loader unpacks all of it again into /tmp: where the root is read-only, a volume.
COPY --from=build --chown=10001:10001 /build/natives /opt/stillwatch/natives
# In a container the loopback interface is nobody's.
ENV STILLWATCH_HTTP_ADDRESS=0.0.0.0
EXPOSE 10473
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/10473 && printf 'GET /-/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-Dorg.bytedeco.javacpp.cachedir=/opt/stillwatch/natives", "-cp", "/opt/stillwatch/lib/*", "io.stillwatch.cli.Main"]
CMD ["run"]
