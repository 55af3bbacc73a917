package io.stillwatch.demo.through;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scrape of an agent, as Prometheus would read it. */
record Scraped(String text) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Scrapes the agent whose page is at an address. */
  static Scraped of(String url) {
    return new Scraped(get(url, "metrics").body());
  }

  static HttpResponse<String> get(String url, String path) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(url + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(path + " was not answered", e);
    }
  }

  /** The value of one series; not a number where there is none. */
  double value(String series) {
    Matcher matcher = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(text);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
  }

  /** The sum of all series of a metric, whatever their labels. */
  double sum(String metric) {
    Matcher matcher = Pattern.compile("(?m)^" + metric + "(?:\\{[^}]*})? (\\S+)$").matcher(text);
    double sum = 0;
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
    }
    return sum;
  }
}
