import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.ResultSetMgr;
import org.apache.jena.riot.resultset.ResultSetLang;

/** Apache Jena's answers: java JenaAnswers.java GRAPH.nq FOLDER writes FOLDER/NAME.csv for each FOLDER/NAME.rq. */
public class JenaAnswers {
    public static void main(String[] given) throws Exception {
        Dataset graph = DatasetFactory.create();
        RDFDataMgr.read(graph, given[0]);
        File[] queries = new File(given[1]).listFiles((folder, name) -> name.endsWith(".rq"));
        Arrays.sort(queries);
        for (File query : queries) {
            File answer = new File(query.getPath().replaceAll("\\.rq$", ".csv"));
            try (QueryExecution asked = QueryExecutionFactory.create(Files.readString(query.toPath()), graph);
                    OutputStream out = new FileOutputStream(answer)) {
                ResultSetMgr.write(out, asked.execSelect(), ResultSetLang.RS_CSV);
            }
        }
    }
}
