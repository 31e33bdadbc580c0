FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN mvn -q -B -ntp -Dmaven.test.skip=true package

FROM eclipse-temurin:17-jre
LABEL org.opencontainers.image.title="advise" org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /build/advise /opt/advise/
COPY --from=build /build/target/advise.jar /opt/advise/target/
COPY --from=build /build/target/lib /opt/advise/target/lib
# git is for --waivers-from, in a repository that another user owns; the first run leaves the archive
# of classes that later ones start from.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
 && git config --system --add safe.directory '*' \
 && ln -s /opt/advise/advise /usr/local/bin/advise && advise --version
USER 10001:10001
WORKDIR /work
ENTRYPOINT ["advise"]
CMD ["--help"]
