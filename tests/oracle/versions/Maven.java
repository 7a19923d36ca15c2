// ComparableVersion and VersionRange of maven-artifact.
import java.io.*;
import org.apache.maven.artifact.versioning.*;

public class Maven {
    static String answer(String[] f) {
        try {
            if (f[0].equals("cmp"))
                return "" + Integer.signum(new ComparableVersion(f[1]).compareTo(new ComparableVersion(f[2])));
            return VersionRange.createFromVersionSpec(f[2]).containsVersion(new DefaultArtifactVersion(f[1])) ? "in" : "out";
        } catch (InvalidVersionSpecificationException e) {
            return "bad";
        }
    }
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out, "UTF-8")));
        for (String line; (line = in.readLine()) != null;)
            out.println(answer(line.split("\t", -1)));
        out.flush();
    }
}
